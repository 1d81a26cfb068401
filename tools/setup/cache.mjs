// Where what is expensive to build or fetch is kept, outside the repository, so that a fresh clone
// finds it.
import os from 'node:os';
import path from 'node:path';

/** The folder of everything below: `$XDG_CACHE_HOME/kafka-ingest`, else `~/.cache/kafka-ingest`. */
export const cacheFolder = path.join(process.env.XDG_CACHE_HOME || path.join(os.homedir(), '.cache'), 'kafka-ingest');

/** The version in tools/servers/kafka/pom.xml. */
export const kafkaVersion = '4.1.0';

/** The jars of Apache Kafka. */
export const kafkaLibsFolder = path.join(cacheFolder, `kafka-${kafkaVersion}`, 'libs');

/** The version in tools/servers/registry/pom.xml. */
export const registryVersion = '2.6.13.Final';

/** Apicurio Registry, unpacked: the schema registry of the tests. */
export const registryFolder = path.join(cacheFolder, `apicurio-registry-${registryVersion}`);
