const sentences = [
  [
    'Route 53 health checks are made by one checker at each of us-east-1, us-west-2 and eu-west-1,',
    'evenly spread over the interval; AWS has several at each place, unsynchronised.',
  ],
  ['HTTPS health checks on 443 are made as HTTP on the port of the gateway.'],
  [
    'Route 53 answers are given by one authoritative DNS server over UDP,',
    'at no distance from every resolver: simple, failover, weighted and geolocation records',
    '(no states of a country), and aliases of records in the zone; where a resolver is stands in',
    'the topology.',
  ],
  ['Route 53 changes propagate after one reading of the API, not after up to 60 s.'],
  [
    'The controllers’ routing controls stand for Application Recovery Controller:',
    'HTTP doors that health checks follow, as most of them say.',
  ],
  [
    'S3 replication is one process that lists a source bucket every 4 s and copies what is new',
    'over the links; copies have version ids of their own, neither tags nor access lists,',
    'and are not copied on, nor back to a source that lost its own (in AWS: batch replication).',
  ],
  [
    'LocalStack keeps bucket policies and refuses nobody by them; statements that deny an action',
    'on objects to everyone, without a condition, are obeyed at once, and no others.',
  ],
  [
    'Each vantage has one caching resolver that honours the TTL, asks no other server,',
    'prefetches nothing and serves nothing stale.',
  ],
];

/** What this room does in AWS's place, one sentence each; every journal carries them. */
export const emulatedByCloud: readonly string[] = sentences.map((parts) => parts.join(' '));
