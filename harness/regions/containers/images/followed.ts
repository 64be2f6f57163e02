import type Dockerode from 'dockerode';

/**
 * Resolves when the engine has said all about a pull, an import or a build. Rejects with what
 * `hear` throws, or with the engine's error.
 */
export function followed<Said>(
  { modem }: Dockerode,
  answer: NodeJS.ReadableStream,
  hear: (said: Said) => void = () => undefined,
): Promise<void> {
  return new Promise((resolve, reject) => {
    let failed: unknown;
    modem.followProgress(
      answer,
      (error) => {
        const why = failed ?? error;
        if (why) reject(why);
        else resolve();
      },
      (said: Said) => {
        try {
          hear(said);
        } catch (error) {
          failed ??= error;
        }
      },
    );
  });
}
