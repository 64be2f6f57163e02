import { emulatedByCloud } from '../cloud/index.ts';

/** What is not the real thing in a run, a sentence each, for every report. */
export const emulated: readonly string[] = [
  ...emulatedByCloud,
  'Regions are processes on one host: they share its CPUs, its disk and its clock.',
  'The machine of a region’s service is a figure, one processor and 8 GiB, and so are neighbours ' +
    'on it: in their turns the service is stopped; no memory is kept from it.',
  'The WAN is Toxiproxy: it delays and cuts TCP streams, and neither loses nor reorders packets.',
  'S3 and the Route 53 API are LocalStack.',
];

/** In runs with load by k6, besides. */
export const emulatedForK6 =
  'k6 knows no links: a DNS server beside it asks the resolver of its vantage, and names the end ' +
  'of the link in place of the address.';
