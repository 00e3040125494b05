#!/usr/bin/env bash
# Registers the connector in Entra with the Azure CLI: the same as main.bicep beside it, in every Microsoft cloud, by an
# account with the rights (Application Administrator is enough). Safe to run again: it corrects what is wrong and leaves
# the rest. Makes no secret and prints none. Azure Cloud Shell has everything it needs.
#
#   ./register.sh --name <CONNECTOR_APP_NAME> --redirect-uri <CONNECTOR_REDIRECT_URI>
#                 [--earlier-redirect-uri <url>]                   stays until the app has its new address
#                 [--identity <CONNECTOR_IDENTITY_PRINCIPAL_ID>]   trusts this managed identity instead of a secret
#                 [--mail-permission Mail.Send|Mail.ReadWrite]     default Mail.Send
#                 [--operator <object id>]                         default: you; may ask GET /health/ready
#                 [--graph <url>]                                  US Government L5: https://dod-graph.microsoft.us
set -euo pipefail

usage() { sed -n '2,13s/^# \{0,1\}//p' "$0" >&2; exit 2; }
fail() { echo "register: $*" >&2; exit 1; }

name='' redirect_uri='' earlier_redirect_uri='' identity='' mail_permission='Mail.Send' operator='' graph=''
while [ $# -gt 0 ]; do
  [ $# -ge 2 ] || usage
  case "$1" in
    --name) name=$2 ;;
    --redirect-uri) redirect_uri=$2 ;;
    --earlier-redirect-uri) earlier_redirect_uri=$2 ;;
    --identity) identity=$2 ;;
    --mail-permission) mail_permission=$2 ;;
    --operator) operator=$2 ;;
    --graph) graph=${2%/} ;;
    *) usage ;;
  esac
  shift 2
done
guid='^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$'
[[ $name =~ ^[a-z0-9-]{1,60}$ ]] || usage
redirect_uris=''
for uri in "$redirect_uri" ${earlier_redirect_uri:+"$earlier_redirect_uri"}; do
  [[ $uri =~ ^https://[A-Za-z0-9./:-]+/callback$ ]] || fail "the redirect URI is https and ends in /callback"
  redirect_uris="${redirect_uris:+$redirect_uris, }\"$uri\""
done
[[ -z $identity || $identity =~ $guid ]] || fail "--identity is an object id"
[[ -z $operator || $operator =~ $guid ]] || fail "--operator is an object id"

# Microsoft Graph's own ids, the same in every cloud.
graph_app='00000003-0000-0000-c000-000000000000'
azure_cli_app='04b07795-8ddb-461a-bbee-02f9e1bf7b46'
user_read='e1fe6dd8-ba31-4d61-89e7-88639da4683d'
mail_send='e383f46e-2787-4529-855e-0e479a3ffac0'
mail_read_write='024d486e-b451-40bb-833d-3e66d98c5c73'
# The connector's own, as in roles.json.
send_role='6f0d8f0c-6a5e-4d0a-9d8e-2b8d1c5a7e11'
operate_role='6f0d8f0c-6a5e-4d0a-9d8e-2b8d1c5a7e12'
senders_role='6f0d8f0c-6a5e-4d0a-9d8e-2b8d1c5a7e14'
manage_role='6f0d8f0c-6a5e-4d0a-9d8e-2b8d1c5a7e15'
operate_scope='6f0d8f0c-6a5e-4d0a-9d8e-2b8d1c5a7e13'
manage_scope='6f0d8f0c-6a5e-4d0a-9d8e-2b8d1c5a7e16'

permissions="{\"id\":\"$user_read\",\"type\":\"Scope\"},{\"id\":\"$mail_send\",\"type\":\"Scope\"}"
case "$mail_permission" in
  Mail.Send) ;;
  Mail.ReadWrite) permissions="$permissions,{\"id\":\"$mail_read_write\",\"type\":\"Scope\"}" ;;
  *) fail "the mail permission is Mail.Send or Mail.ReadWrite" ;;
esac

cloud=$(az cloud show --query name --output tsv)
tenant=$(az account show --query tenantId --output tsv)
[ -n "$graph" ] || graph=$(az cloud show --query endpoints.microsoftGraphResourceId --output tsv)
graph=${graph%/}
authority=$(az cloud show --query endpoints.activeDirectory --output tsv)
authority=${authority%/}
case "$cloud" in
  AzureCloud) audience='api://AzureADTokenExchange' ;;
  AzureUSGovernment) audience='api://AzureADTokenExchangeUSGov' ;;
  AzureChinaCloud) audience='api://AzureADTokenExchangeChina' authority='https://login.partner.microsoftonline.cn' ;;
  *) fail "unknown cloud $cloud" ;;
esac

# ask <method> <path> [<body>] [<az options>]: a call to Graph; a new object takes a moment to be known everywhere.
ask() {
  local method=$1 path=$2 body=${3:-} answer attempt
  shift $(($# < 3 ? $# : 3))
  local options=(--method "$method" --url "$graph/v1.0/$path" --resource "$graph/" --only-show-errors)
  [ -z "$body" ] || options+=(--headers 'Content-Type=application/json' 'Prefer=create-if-missing' --body "$body")
  for attempt in 1 2 3 4 5 6 7 8 9 10; do
    if answer=$(az rest "${options[@]}" "$@" 2>&1); then
      [ -z "$answer" ] || printf '%s\n' "$answer"
      return 0
    fi
    case "$method $answer" in
      # An assignment that is there already; an application that "already exists" is in the recycle bin.
      post*'already exists'*) return 0 ;;
      *NotFound* | *'does not exist'* | *ResourceNotFound*) sleep "${REGISTER_WAIT_SECONDS:-6}" ;;
      *) break ;;
    esac
  done
  fail "$method $path: $answer"
}
# value <path> <query>: one property; empty where there is none, which some versions of the CLI write as None.
value() { ask get "$1" '' --query "$2" --output tsv | sed '/^None$/d'; }

# The connector: people of any tenant sign in to it, applications of this tenant call it.
ask patch "applications(uniqueName='$name')" "$(cat <<JSON
{
  "displayName": "Guestmail",
  "signInAudience": "AzureADMultipleOrgs",
  "isFallbackPublicClient": false,
  "web": {
    "redirectUris": [$redirect_uris],
    "implicitGrantSettings": { "enableAccessTokenIssuance": false, "enableIdTokenIssuance": false }
  },
  "requiredResourceAccess": [{ "resourceAppId": "$graph_app", "resourceAccess": [$permissions] }],
  "appRoles": [
    {
      "id": "$send_role",
      "value": "Mail.Send.AsUser",
      "displayName": "Send mail as connected people",
      "description": "Submit messages that are sent from the mailboxes of people who connected them, and see what became of them.",
      "allowedMemberTypes": ["Application"],
      "isEnabled": true
    },
    {
      "id": "$operate_role",
      "value": "Operate",
      "displayName": "Operate the connector",
      "description": "See whether the connector is ready, check by check.",
      "allowedMemberTypes": ["Application", "User"],
      "isEnabled": true
    },
    {
      "id": "$senders_role",
      "value": "Senders.Manage",
      "displayName": "Manage connected people",
      "description": "List the people who connected a mailbox, disconnect them and send each a test message.",
      "allowedMemberTypes": ["Application"],
      "isEnabled": true
    },
    {
      "id": "$manage_role",
      "value": "Manage",
      "displayName": "Manage host tenants",
      "description": "Write what this connector keeps of host tenants and app registrations, pause and off-board them, and read who changed what.",
      "allowedMemberTypes": ["Application", "User"],
      "isEnabled": true
    }
  ],
  "api": {
    "requestedAccessTokenVersion": 2,
    "oauth2PermissionScopes": [
      {
        "id": "$operate_scope",
        "value": "operate",
        "type": "Admin",
        "adminConsentDisplayName": "Operate the connector",
        "adminConsentDescription": "See whether the connector is ready, as a person who was given the role Operate.",
        "isEnabled": true
      },
      {
        "id": "$manage_scope",
        "value": "manage",
        "type": "Admin",
        "adminConsentDisplayName": "Manage host tenants",
        "adminConsentDescription": "Write what this connector keeps of host tenants and app registrations, as a person who was given the role Manage.",
        "isEnabled": true
      }
    ],
    "preAuthorizedApplications": [{ "appId": "$azure_cli_app", "delegatedPermissionIds": ["$operate_scope", "$manage_scope"] }]
  },
  "optionalClaims": {
    "accessToken": [{ "name": "idtyp", "essential": false, "additionalProperties": [] }],
    "idToken": [
      { "name": "upn", "essential": false, "additionalProperties": ["include_externally_authenticated_upn"] },
      { "name": "login_hint", "essential": false, "additionalProperties": [] },
      { "name": "email", "essential": false, "additionalProperties": [] },
      { "name": "xms_edov", "essential": false, "additionalProperties": [] },
      { "name": "auth_time", "essential": false, "additionalProperties": [] }
    ],
    "saml2Token": []
  },
  "servicePrincipalLockConfiguration": { "isEnabled": true, "allProperties": true }
}
JSON
)" --output none
connector=$(value "applications(uniqueName='$name')" appId)
ask patch "servicePrincipals(appId='$connector')" '{"displayName":"Guestmail"}' --output none
connector_principal=$(value "servicePrincipals(appId='$connector')" id)

# The managed identity stands for a credential, so that no secret exists.
if [ -n "$identity" ]; then
  ask patch "applications(appId='$connector')/federatedIdentityCredentials(name='managed-identity')" "$(cat <<JSON
{
  "description": "The identity of the function app.",
  "issuer": "$authority/$tenant/v2.0",
  "subject": "$identity",
  "audiences": ["$audience"]
}
JSON
)" --output none
fi

# The host leg asks for these alone, so no one in this tenant sees a consent page. Earlier grants stay.
graph_principal=$(value "servicePrincipals(appId='$graph_app')" id)
filter="\$filter=clientId%20eq%20'$connector_principal'%20and%20resourceId%20eq%20'$graph_principal'"
filter="$filter%20and%20consentType%20eq%20'AllPrincipals'"
grant=$(value "oauth2PermissionGrants?$filter" 'value[0].id')
scope=$(value "oauth2PermissionGrants?$filter" 'value[0].scope')
granted=$scope
for needed in openid profile offline_access; do
  [[ " $scope " == *" $needed "* ]] || scope="${scope:+$scope }$needed"
done
if [ -z "$grant" ]; then
  ask post oauth2PermissionGrants "{\"clientId\":\"$connector_principal\",\"consentType\":\"AllPrincipals\",\
\"resourceId\":\"$graph_principal\",\"scope\":\"$scope\"}" --output none
elif [ "$scope" != "$granted" ]; then
  ask patch "oauth2PermissionGrants/$grant" "{\"scope\":\"$scope\"}" --output none
fi

# The ERP, as the connector sees it.
ask patch "applications(uniqueName='$name-caller')" "$(cat <<JSON
{
  "displayName": "Guestmail caller (ERP)",
  "signInAudience": "AzureADMyOrg",
  "api": { "requestedAccessTokenVersion": 2 },
  "requiredResourceAccess": [
    {
      "resourceAppId": "$connector",
      "resourceAccess": [{ "id": "$send_role", "type": "Role" }, { "id": "$senders_role", "type": "Role" }]
    }
  ]
}
JSON
)" --output none
caller=$(value "applications(uniqueName='$name-caller')" appId)
ask patch "servicePrincipals(appId='$caller')" '{"displayName":"Guestmail caller (ERP)"}' --output none
caller_principal=$(value "servicePrincipals(appId='$caller')" id)

# assign <principal id> <role id>
assign() {
  ask post "servicePrincipals/$connector_principal/appRoleAssignedTo" \
    "{\"principalId\":\"$1\",\"resourceId\":\"$connector_principal\",\"appRoleId\":\"$2\"}" --output none
}
assign "$caller_principal" "$send_role"
assign "$caller_principal" "$senders_role"
[ -n "$operator" ] || operator=$(az ad signed-in-user show --query id --output tsv 2>/dev/null || true)
[ -z "$operator" ] || assign "$operator" "$operate_role"

cat <<TEXT
HOST_TENANT_ID=$tenant
ENTRA_CLIENT_ID=$connector
CALLER_CLIENT_ID=$caller
TEXT
