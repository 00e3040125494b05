/**
 * Filters of table queries: `` odata`PartitionKey eq ${key}` `` writes each value as an OData literal, so none can end its text.
 *
 * Source: Azure Storage, "Querying tables and entities". The SDK has such a function, which would load the SDK for every query.
 */
export function odata(texts: TemplateStringsArray, ...values: readonly (string | Date)[]): string {
  return texts.reduce((filter, text, index) => `${filter}${writeLiteral(values[index - 1] ?? '')}${text}`);
}

function writeLiteral(value: string | Date): string {
  return value instanceof Date ? `datetime'${value.toISOString()}'` : `'${value.replaceAll("'", "''")}'`;
}
