export {
  type CloudConfig,
  CloudConfigInvalid,
  cloudConfigSchema,
  cloudConfigVariable,
  parseCloudConfig,
} from './config.ts';
export { emulatedByCloud } from './emulated.ts';
export { type ProvisionedRoute53, provisionRoute53 } from './provision-route53.ts';
export { createRoute53Client } from './route53/client.ts';
export { layoutRoute53, type Route53Layout, type Whereabouts } from './route53-layout.ts';
export { createS3Client } from './s3-replication/client.ts';
export { listVersions, type ObjectVersion } from './s3-replication/list-versions.ts';
