#!/usr/bin/env bash
# Lets the connector read or invite people of the tenant that the Azure CLI is signed in to, with an account that may consent to
# application permissions there (Privileged Role Administrator). The permission is given in this tenant alone: the registration asks for
# nothing, so no other organisation is asked. Safe to run again.
#
#   ./allow-directory.sh --client-id <ENTRA_CLIENT_ID> --permission User.Read.All|User.Invite.All
#                        [--graph <url>]     US Government L5: https://dod-graph.microsoft.us
set -euo pipefail

usage() { sed -n '2,8s/^# \{0,1\}//p' "$0" >&2; exit 2; }
fail() { echo "allow-directory: $*" >&2; exit 1; }

client='' permission='' graph=''
while [ $# -gt 0 ]; do
  [ $# -ge 2 ] || usage
  case "$1" in
    --client-id) client=$2 ;;
    --permission) permission=$2 ;;
    --graph) graph=${2%/} ;;
    *) usage ;;
  esac
  shift 2
done
[[ $client =~ ^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$ ]] || usage
# Microsoft Graph's own ids, the same in every cloud.
graph_app='00000003-0000-0000-c000-000000000000'
case "$permission" in
  User.Read.All) role='df021288-bdef-4463-88db-98f22de89214' ;;
  User.Invite.All) role='09850681-111b-4a89-9bed-3f2cae46d706' ;;
  *) usage ;;
esac
[ -n "$graph" ] || graph=$(az cloud show --query endpoints.microsoftGraphResourceId --output tsv)
graph=${graph%/}

# id_of <app>: object id of its service principal in this tenant.
id_of() {
  az rest --method get --url "$graph/v1.0/servicePrincipals(appId='$1')" --resource "$graph/" --only-show-errors \
    --query id --output tsv || fail "this tenant does not know $1: an administrator approves the app first"
}

principal=$(id_of "$client")
graph_principal=$(id_of "$graph_app")
body="{\"principalId\":\"$principal\",\"resourceId\":\"$graph_principal\",\"appRoleId\":\"$role\"}"
if ! answer=$(az rest --method post --url "$graph/v1.0/servicePrincipals/$graph_principal/appRoleAssignedTo" \
  --resource "$graph/" --only-show-errors --headers 'Content-Type=application/json' --body "$body" --output none 2>&1); then
  # One that is there already.
  [[ $answer == *'already exists'* ]] || fail "$answer"
fi
echo "$permission is given to $client in this tenant; Entra takes some minutes to put it into tokens."
