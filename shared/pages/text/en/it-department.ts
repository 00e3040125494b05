/**
 * The plain texts that a person passes on, in English and in the person's own voice: to an IT department, or to the organisation that
 * invited them.
 */
export const itDepartment = {
  subject: (erp: string, host: string) => `App for ${erp} at ${host}`,
  approval: 'Please approve an app in Microsoft Entra.',
  approvalReason: (erp: string) =>
    'Microsoft asks an administrator of our organisation to approve the app once. After that, each of us who works in ' +
    `${erp} connects their own mailbox; the approval itself connects nobody.`,
  limit: 'To limit who may use it: Enterprise applications, this app, Properties, "Assignment required".',

  hostApproval: (host: string) => `Please approve an app in the Microsoft Entra directory of ${host}.`,
  hostApprovalReason: (host: string) =>
    `Microsoft signs me in at ${host} first, to prove who I am there. An administrator of that directory ` +
    'approves the app for signing in once.',
  hostPermissions:
    'Permissions, all delegated: openid and profile (prove who signed in). The app asks for access to mail there only for ' +
    'people whose mailbox is there.',

  access: 'Please let me use an app in Microsoft Entra.',
  hostAccess: (host: string) => `Please let me use an app in the Microsoft Entra directory of ${host}.`,
  accessReason: (host: string) =>
    'Our organisation keeps this app out or has disabled it. Please allow it (Enterprise applications; External Identities, ' +
    `cross-tenant access settings, outbound to ${host}).`,
  hostAccessReason:
    'That directory keeps the app out, has disabled it, or does not let guests of my organisation in. Please allow it ' +
    '(Enterprise applications; External Identities, cross-tenant access settings, inbound).',

  assignment: 'Please assign me to an app in Microsoft Entra.',
  hostAssignment: (host: string) => `Please assign me to an app in the Microsoft Entra directory of ${host}.`,
  assignmentReason:
    '"Assignment required" is on for the app, and it is not assigned to me: Enterprise applications, this app, Users and groups.',

  policy: 'Please exempt an app from a sign-in policy (Conditional Access) in Microsoft Entra.',
  hostPolicy: (host: string) =>
    `Please exempt an app from a sign-in policy (Conditional Access) in the Microsoft Entra directory of ${host}.`,
  policyReason:
    'My own sign-in worked. A policy then refused the app, because it asks Microsoft for its token from its own server and not ' +
    'from my device. Please exclude the app from that policy.',
  policyAddresses: (list: string) =>
    `Or allow the addresses of the app's server, as a named location that the policy leaves out: ${list}`,
  policyLog:
    'To see which policy it was: Microsoft Entra, Sign-in logs, User sign-ins (non-interactive), filtered by the app id below; the ' +
    'tab Conditional Access of the refused sign-in names it.',

  other: 'Please help me with an app in Microsoft Entra.',
  hostOther: (host: string) => `Please help me with an app in the Microsoft Entra directory of ${host}.`,
  said: (sentence: string) => `The app says: “${sentence}”`,

  purpose: (erp: string, host: string) =>
    `I work in ${erp} at ${host}. The app sends the emails that go out there in my name, for example invoices, from my own ` +
    'work mailbox, so that they come from our address and appear in my Sent Items.',
  appId: (id: string) => `App (client) id: ${id}`,
  permissions: 'Permissions, all delegated (Microsoft Graph):',
  permission: (scope: string, usedFor: string) => `- ${scope}: ${usedFor}`,
  notAsked:
    'Not asked for: reading or deleting mail, application permissions, or the mailboxes of people who did not connect.',
  notAskedReadWrite: 'Not asked for: application permissions, or the mailboxes of people who did not connect.',
  approveHere: 'Approve here, as an administrator:',
  details: (address: string) => `What the app is, what it keeps, and how to revoke it: ${address}`,
  addresses: (list: string) => `Addresses of the app's server (for Conditional Access): ${list}`,
  microsoftCode: (code: string) => `Microsoft's code: ${code}`,
  questions: (contact: string) => `Questions: ${contact}`,
  privacy: (address: string) => `Privacy: ${address}`,
};

export const invitation = {
  subject: (host: string) => `Reset a guest invitation at ${host}`,
  request: (host: string) => `Please reset my guest invitation in the Microsoft Entra directory of ${host}.`,
  reason: (erp: string) =>
    `I work in ${erp} as a guest. My guest account belongs to a personal account, an email passcode or Google, ` +
    'which has no Microsoft 365 mailbox. I would like to accept the invitation again with this work account:',
  workAddress: '(your work email address)',
  how: 'In Entra: Users, my guest account, "Reset redemption status".',
};
