/** The names that the time zone database has for UTC. */
const UTC = /^(Etc\/)?(UTC|UCT|GMT([+-]?0)?|Zulu|Universal|Greenwich)$/;

/** A warning about the server's time zone, unless it is UTC. */
export function timeZoneWarning(zone: string): string | undefined {
  if (UTC.test(zone)) return undefined;
  return (
    `The time zone of ClickHouse is ${zone}, and it shows DateTime columns without a zone in that zone. ` +
    `Times without a zone in messages are still read as UTC. ` +
    `To read them in that zone, write DateTime('${zone}') or DateTime64(3, '${zone}') in the SCHEMA.`
  );
}
