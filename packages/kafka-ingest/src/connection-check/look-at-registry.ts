import { createSchemaRegistry, SchemaRegistryError, type SchemaRegistry } from '@proj/codecs/registry';
import { step, stepOf, type CheckStep, type CheckTime, type Finding } from './check-step.js';

/**
 * Asks the schema registry as the data sources do: the same client, user and password, and the same
 * messages on failure.
 */
export async function lookAtRegistry(connection: string, url: string, time: CheckTime): Promise<CheckStep> {
  let registry: SchemaRegistry;
  try {
    registry = createSchemaRegistry({ url, timeoutMs: time.timeoutMs });
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    const message = `Connection ${connection}: KAFKA_SCHEMA_REGISTRY_URL is not an http:// or https:// URL.`;
    const problem = { code: 'codecs/registry-no-registry', message, hint: 'Correct the URL.', retryable: false };
    return stepOf('registry', 'KAFKA_SCHEMA_REGISTRY_URL', 0, { problem });
  }
  try {
    return await step('registry', registry.origin, time, () => subjectsOf(connection, registry));
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
    const { code, message, hint, retryable } = error;
    const text = `Connection ${connection}: ${message.charAt(0).toLowerCase()}${message.slice(1)}`;
    return { problem: { code, message: text, ...(hint === undefined ? {} : { hint }), retryable } };
  }
}
