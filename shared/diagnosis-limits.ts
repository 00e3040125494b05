/**
 * How long a diagnosis of one sender waits, unit in the name, reason beside it.
 */

/** One question to Entra, Graph, Key Vault or storage. There are at most eight in a row, and a client waits 100 s. */
export const DIAGNOSIS_QUESTION_MILLISECONDS = 7_000;
/** The test message: longer than Graph gets for its answer. */
export const DIAGNOSIS_TEST_MILLISECONDS = 40_000;
