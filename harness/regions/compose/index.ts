export { composeFileOf } from './compose-file.ts';
export { nameImages } from './name-images.ts';
export { COMPOSE_FILE } from './names.ts';
export { raiseCompose } from './raise.ts';
export { regionsDirectory } from './regions-file.ts';
