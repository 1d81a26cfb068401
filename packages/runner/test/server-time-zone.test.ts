import { expect, it } from 'vitest';
import { timeZoneWarning } from '../src/project/server-time-zone.js';

it.each(['UTC', 'Etc/UTC', 'GMT', 'Etc/GMT+0', 'GMT0', 'Zulu', 'Universal'])('%s needs no word', (zone) => {
  expect(timeZoneWarning(zone)).toBeUndefined();
});

it.each(['Europe/London', 'Etc/GMT+1', 'Asia/Tokyo', 'CET'])('%s is told, with how to write it', (zone) => {
  expect(timeZoneWarning(zone)).toContain(`DateTime('${zone}')`);
});
