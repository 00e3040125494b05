/**
 * What every scene of the tour uses: the running product, two browsers, and how a step is shown. Types only.
 */
import type { Page } from 'playwright-core';
import type { DemoSteps } from './demo-steps.ts';
import type { Stack } from '../stack.ts';

export interface TourParts {
  stack: Stack;
  /** The browser of the people who send. */
  person: Page;
  /** That of the administrator of the host tenant. */
  administrator: Page;
  step: DemoSteps['step'];
  /** Takes a picture of what a page shows, under a number and this name; `says` is its caption. */
  take(page: Page, name: string, says: string): Promise<void>;
  /** Calls the API as the ERP, or as the operator's application. */
  call(method: string, path: string, options?: CallOptions): Promise<{ status: number; json: Record<string, unknown> }>;
  runTimer(name: 'sweep' | 'refresh'): Promise<void>;
}

export interface CallOptions {
  body?: unknown;
  headers?: Record<string, string>;
  isOperator?: boolean;
}

export interface Mail {
  sender: string;
  subject: string;
}

/** A submission of the ERP. */
export function submissionOf({ sender, subject }: Mail) {
  return {
    sender,
    reference: subject.split(' ').at(-1),
    message: {
      subject,
      body: { contentType: 'Text', content: 'Please find the details below.' },
      toRecipients: [{ emailAddress: { address: 'mia@contoso.com' } }],
    },
  };
}

export const press = (page: Page, name: string | RegExp) => page.getByRole('button', { name, exact: true }).click();
export const heading = (page: Page, name: string | RegExp) =>
  page.getByRole('heading', { level: 1, name, exact: true }).waitFor();
