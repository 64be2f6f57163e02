const apiVersions = 18;

/** An ApiVersions request, version 0: the one that every broker answers before all else. */
export function apiVersionsRequest(correlationId: number, clientId: string): Buffer {
  const name = Buffer.from(clientId, 'utf8');
  const request = Buffer.alloc(14 + name.length);
  request.writeInt32BE(10 + name.length, 0);
  request.writeInt16BE(apiVersions, 4);
  request.writeInt16BE(0, 6);
  request.writeInt32BE(correlationId, 8);
  request.writeInt16BE(name.length, 12);
  name.copy(request, 14);
  return request;
}

export interface ApiVersionsReply {
  readonly correlationId: number;
  /** 0 is none. */
  readonly errorCode: number;
}

/** The reply at the beginning of what was received; undefined while it is not whole. */
export function apiVersionsReply(received: Buffer): ApiVersionsReply | undefined {
  if (received.length < 10 || received.length < 4 + received.readInt32BE(0)) return undefined;
  return { correlationId: received.readInt32BE(4), errorCode: received.readInt16BE(8) };
}
