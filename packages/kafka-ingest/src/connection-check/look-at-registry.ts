import { createSchemaRegistry, SchemaRegistryError, type SchemaRegistry } from '@proj/codecs/registry';
import { step, stepOf, type CheckStep, type Finding } from './check-step.js';

/** Asks the schema registry of a connection as its data sources do: same client, same user and password, same words when it fails. */
export async function lookAtRegistry(connection: string, url: string, timeoutMs: number): Promise<CheckStep> {
  let registry: SchemaRegistry;
  try {
    registry = createSchemaRegistry({ url, timeoutMs });
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    const message = `Connection ${connection}: KAFKA_SCHEMA_REGISTRY_URL is no http:// or https:// URL.`;
    const problem = { code: 'codecs/registry-no-registry', message, hint: 'Correct the URL.' };
    return stepOf('registry', 'KAFKA_SCHEMA_REGISTRY_URL', 0, { problem });
  }
  try {
    return await step('registry', registry.origin, () => subjectsOf(connection, registry));
  } finally {
    registry.close();
  }
}

async function subjectsOf(connection: string, registry: SchemaRegistry): Promise<Finding> {
  try {
    const { subjects } = await registry.check();
    return { detail: `${subjects} ${subjects === 1 ? 'subject' : 'subjects'}` };
  } catch (error) {
    if (!(error instanceof SchemaRegistryError)) throw error;
    const { code, message, hint } = error;
    const text = `Connection ${connection}: ${message.charAt(0).toLowerCase()}${message.slice(1)}`;
    return { problem: { code, message: text, ...(hint === undefined ? {} : { hint }) } };
  }
}
