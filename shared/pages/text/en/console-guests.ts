/** What the console says in English about the guests of a host tenant and how each is connected. */
export const guests = {
  caption: 'Guests',
  empty: 'No guest is like that.',
  nobody: 'There are no guests.',
  homeLabel: 'Home tenant (id)',
  refused:
    'The directory of this host tenant cannot be read, so only people who have ever connected are listed, and not those who were invited.',
  refusedWho:
    'An administrator of the host tenant gives the app the permission User.Read.All of Microsoft Graph there, with the script allow-directory.sh.',
  hint: 'This page cannot know that somebody stopped at “Need admin approval” at Microsoft, nor that an account has no Microsoft 365 mailbox. Both look like “Not connected yet”.',
  homeHeading: 'By home tenant',
  homeCaption: 'Connections by home tenant',
  homeHint:
    'Only people who have connected at some time are counted here. Those whose connection expires soon count as connected.',
  homeEmpty: 'Nobody has connected a mailbox yet.',
  homeCut: (count: string) => `Only the first ${count} connections are counted.`,
  total: 'All',
  isNotAllowed: 'may not connect',
};

export type ConsoleGuestsTexts = typeof guests;
