/**
 * The guests: the status board of the host tenant's directory, and a list of people who are invited.
 */
import { GRAPH_RESOURCE_ID } from '../emulators/entra/scope.ts';
import { expect } from './demo-steps.ts';
import { heading, press, type TourParts } from './tour-parts.ts';

const guests = ['zoe@fabrikam.com', 'lee@northwindtraders.com', 'ann@fabrikam.com'];

export async function showGuests({ stack, administrator: page, step, take }: TourParts): Promise<void> {
  const { publicUrl, directory, registrations, graph } = stack;
  const goTo = (path: string) => page.goto(`${publicUrl}/console/${path}`);

  await step('the host tenant allows the app', 'to read its guests, and to invite some', async () => {
    for (const role of ['User.Read.All', 'User.Invite.All'])
      registrations.connector.roleAssignments.push({
        resourceId: GRAPH_RESOURCE_ID,
        role,
        tenantId: directory.hostTenant.id,
      });
  });
  await step('the status board', 'invited, redeemed, connected, blocked: by person and by home tenant', async () => {
    await goTo('guests');
    await page.getByRole('table', { name: 'Guests' }).waitFor();
    await take(page, 'guests', 'Where every guest stands, and the sentence and link to pass on.');
  });
  await step('guests are invited', 'from a list: a preview, a progress bar, a result for each', async () => {
    await goTo('invitations');
    await page.getByLabel('Or the list as text').fill(guests.join('\n'));
    await press(page, 'Check the list');
    await page.getByRole('button', { name: /^Invite them/ }).waitFor();
    await take(page, 'invitations-preview', 'What would happen to each, before anybody is invited.');
    await page.getByRole('button', { name: /^Invite them/ }).click();
    await heading(page, 'Every guest in the list was dealt with');
    await take(page, 'invitations-result', 'Who is a guest already is left alone; the others have their invitation.');
    const invited = graph.requests.filter(({ method, path }) => method === 'POST' && path.endsWith('/invitations'));
    expect(invited.length === 2, `${invited.length} invitations`);
  });
}
