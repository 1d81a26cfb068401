/** A cluster of AWS MSK, by the parts of its ARN. */
export interface ClusterArn {
  /** `aws`, or that of China or of the government. */
  readonly partition: string;
  readonly region: string;
  readonly account: string;
  readonly name: string;
}

const FORM =
  /^arn:(?<partition>aws(?:-[a-z]+)*):kafka:(?<region>[a-z]+(?:-[a-z]+)+-\d+):(?<account>\d{12}):cluster\/(?<name>[A-Za-z\d][A-Za-z\d-]{0,63})(?:\/(?:\*|[\da-f-]+))?$/;

/** Undefined when the text is not the ARN of a cluster. */
export function parseClusterArn(text: string): ClusterArn | undefined {
  const { partition, region, account, name } = FORM.exec(text.trim())?.groups ?? {};
  return partition === undefined || region === undefined || account === undefined || name === undefined
    ? undefined
    : { partition, region, account, name };
}
