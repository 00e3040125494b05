/**
 * Whether a parameter of the template says something about one deployment and nothing about the installation: it is neither recalled
 * nor compared.
 */

export function isForOneDeployment(parameter: string): boolean {
  return ['recoverVault', 'stayOpen'].includes(parameter);
}
