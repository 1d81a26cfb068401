/** Names of the time zone database that mean UTC. */
const UTC = /^(Etc\/)?(UTC|UCT|GMT([+-]?0)?|Zulu|Universal|Greenwich)$/;

/** What to say about the server's time zone; nothing when it is UTC. */
export function timeZoneWarning(zone: string): string | undefined {
  if (UTC.test(zone)) return undefined;
  return (
    `The time zone of ClickHouse is ${zone}, and DateTime columns without a zone are shown in it. ` +
    `Times in messages that name no zone are taken as UTC all the same. ` +
    `To have them taken as times of that zone write DateTime('${zone}') or DateTime64(3, '${zone}') in the SCHEMA.`
  );
}
