/**
 * The app role of whoever looks after the installation: of an application or a person that calls, and of a person in the console.
 */
export const ADMINISTRATOR_ROLE = 'Manage';
