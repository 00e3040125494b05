/**
 * `console/invitations`: invites guests from a list, in steps that forms carry on, so that it works without script and can be stopped.
 *
 * First everybody is asked for and nobody invited. Nothing is kept here: the list and what became of it are in the page.
 */
import { CONSOLE_INVITATIONS_SETTLE_SECONDS } from '../../shared/console-limits.ts';
import { ConnectorError } from '../../shared/errors.ts';
import { outcomes } from '../../shared/outcomes.ts';
import { writeResultCsv } from '../../shared/guests/write-result-csv.ts';
import { renderInvitationsPage } from '../../shared/pages/console/invitations/invitations-page.ts';
import { renderStepPage } from '../../shared/pages/console/invitations/step-page.ts';
import type { Connector } from '../compose.ts';
import type { ConsoleForm } from '../read-console-form.ts';
import type { Act, ConsolePage, ConsoleVisit, ShownPage } from './console-page.ts';
import { csvFile } from './csv-file.ts';
import { readCarriedList, type CarriedList, type StepKind } from './invitations/carried-list.ts';
import { readPostedList } from './invitations/posted-list.ts';
import { takeStep } from './invitations/take-step.ts';

type Parts = Pick<Connector, 'config' | 'guests' | 'now'>;

export function invitationsPage({ config, guests, now }: Parts): ConsolePage {
  const isOwn = ({ tenant }: ConsoleVisit) => tenant.id === config.hostTenantId;

  async function show(visit: ConsoleVisit, list: CarriedList, kind: StepKind): Promise<ShownPage> {
    const taken = await takeStep(guests, list, kind, visit.by);
    const { failure, results } = taken;
    const code = failure?.code;
    const shown = renderStepPage(visit.view, { ...taken, kind, code });
    const invited = results.filter(({ outcome }) => outcome === 'invited').length;
    const ids = { count: results.length, invited, ...(code && { stopped: code }) };
    return { ...shown, ids, ...(code && { status: outcomes[code].status }) };
  }

  /** The answer to the same step may have been lost on the way; whoever it invited, the directory shows in a minute. */
  function showPosted({ view }: ConsoleVisit, form: ConsoleForm): ShownPage {
    const list = readCarriedList(form, 'invite');
    return renderStepPage(view, { ...list, kind: 'invite', waitSeconds: CONSOLE_INVITATIONS_SETTLE_SECONDS });
  }

  /** An act for the host tenant of the settings alone. */
  function act(run: (visit: ConsoleVisit, form: ConsoleForm) => ReturnType<Act['run']>, isOnce = false): Act {
    return {
      isDestructive: false,
      ...(isOnce && { isOnce, showPosted }),
      async run(visit, form) {
        if (visit.item) throw new ConnectorError('not_found');
        const faults = [{ pointer: 'tenant', detail: 'is not the host tenant of this installation' }];
        if (!isOwn(visit)) throw new ConnectorError('invalid_request', { faults });
        return run(visit, form);
      },
    };
  }

  return {
    async show(visit) {
      if (visit.item) throw new ConnectorError('not_found');
      return renderInvitationsPage(visit.view, { isOwn: isOwn(visit), faults: [], text: '' });
    },
    acts: {
      check: act(async (visit, form) => {
        const { guests: list, faults, text } = await readPostedList(form);
        if (faults.length === 0) return show(visit, { guests: list, results: [] }, 'preview');
        return { ...renderInvitationsPage(visit.view, { isOwn: true, faults, text }), status: 400 };
      }),
      preview: act((visit, form) => show(visit, readCarriedList(form, 'preview'), 'preview')),
      invite: act((visit, form) => show(visit, readCarriedList(form, 'invite'), 'invite'), true),
      again: act((visit, form) => {
        const { guests: list, results } = readCarriedList(form, 'invite');
        const kept = results.filter(({ outcome }) => outcome !== 'refused' && outcome !== 'unknown');
        return show(visit, { guests: list, results: kept }, 'invite');
      }, true),
      result: act(async (_visit, form) => {
        const { results } = readCarriedList(form, 'invite');
        return { file: csvFile('invitations', now(), undefined, writeResultCsv(results)) };
      }),
    },
  };
}
