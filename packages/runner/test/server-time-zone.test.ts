import { expect, it } from 'vitest';
import { timeZoneWarning } from '../src/project/server-time-zone.js';

it.each(['UTC', 'Etc/UTC', 'GMT', 'Etc/GMT+0', 'GMT0', 'Zulu', 'Universal'])(
  'a server in %s causes no warning',
  (zone) => {
    expect(timeZoneWarning(zone)).toBeUndefined();
  },
);

it.each(['Europe/London', 'Etc/GMT+1', 'Asia/Tokyo', 'CET'])(
  'a server in %s causes a warning that shows the type to write',
  (zone) => {
    expect(timeZoneWarning(zone)).toContain(`DateTime('${zone}')`);
  },
);
