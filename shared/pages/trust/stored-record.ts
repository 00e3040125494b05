/**
 * One kind of record that the connector stores, as people who judge data protection read of it.
 */
export interface StoredRecord {
  name: string;
  holds: string;
  /** Whether it is about a person, be it under ids alone. */
  isPersonal: boolean;
  protection: Protection;
  kept: string;
}

/** `clear`: readable by who may read the table. `sealed`, `wrapped` and `hashed`: as security-measures.ts says. */
export type Protection = 'clear' | 'sealed' | 'wrapped' | 'hashed';

export const UNTIL_SWEPT = 'then the timer that runs every five minutes deletes it';

export const days = (count: number) => `${count} days`;

export const record = (
  name: string,
  protection: Protection,
  who: 'personal' | 'technical',
  holds: string,
  kept: string,
): StoredRecord => Object.freeze({ name, protection, isPersonal: who === 'personal', holds, kept });
