/**
 * The tables of the log that queries may name, with all their columns: `name type, ...` as in KQL.
 *
 * Source: Microsoft's table reference (learn.microsoft.com/azure/azure-monitor/reference/tables, read on 29 November 2026). A
 * column that Microsoft adds later is unknown here until it is added. `AzureDiagnostics` gets columns from whatever writes to it;
 * here it has those of Key Vault's audit events. `_LogOperation` is a function of the workspace over the table `Operation`.
 */

const everywhere =
  'TimeGenerated datetime, Type string, TenantId string, SourceSystem string, _ResourceId string, _SubscriptionId string, ' +
  '_BilledSize real, _IsBillable string';

const context =
  `${everywhere}, AppRoleInstance string, AppRoleName string, AppVersion string, ClientBrowser string, ClientCity string, ` +
  'ClientCountryOrRegion string, ClientIP string, ClientModel string, ClientOS string, ClientStateOrProvince string, ' +
  'ClientType string, IKey string, OperationId string, OperationName string, ParentId string, Properties dynamic, ResourceGUID string, SDKVersion string, SessionId string, SyntheticSource string, ' +
  'UserAccountId string, UserAuthenticatedId string, UserId string';

const telemetry = `${context}, ItemCount int, Measurements dynamic`;

const storage =
  `${everywhere}, AccountName string, AuthenticationHash string, AuthenticationType string, AuthorizationDetails dynamic, ` +
  'CallerIpAddress string, Category string, ClientRequestId string, ConditionsUsed string, ContentLengthHeader long, ' +
  'CorrelationId string, DurationMs real, Etag string, LastModifiedTime datetime, Location string, MetricResponseType string, ' +
  'ObjectKey string, OperationCount int, OperationName string, OperationVersion string, Protocol string, ' +
  'ReferrerHeader string, RequestBodySize long, RequesterAppId string, RequesterAudience string, RequesterObjectId string, ' +
  'RequesterTenantId string, RequesterTokenIssuer string, RequesterUpn string, RequestHeaderSize long, RequestMd5 string, ' +
  'ResponseBodySize long, ResponseHeaderSize long, ResponseMd5 string, SasExpiryStatus string, SchemaVersion string, ' +
  'ServerLatencyMs real, ServiceType string, StatusCode string, StatusText string, TlsVersion string, Uri string, ' +
  'UserAgentHeader string';

export const logTables = {
  AppTraces: `${telemetry}, Message string, ReferencedItemId string, ReferencedType string, SeverityLevel int`,
  AppRequests:
    `${telemetry}, DurationMs real, Id string, Name string, ReferencedItemId string, ReferencedType string, ` +
    'ResultCode string, Source string, Success bool, Url string',
  AppExceptions:
    `${telemetry}, Assembly string, Details dynamic, ExceptionType string, HandledAt string, InnermostAssembly string, ` +
    'InnermostMessage string, InnermostMethod string, InnermostType string, Message string, Method string, ' +
    'OuterAssembly string, OuterMessage string, OuterMethod string, OuterType string, ProblemId string, SeverityLevel int',
  AppDependencies:
    `${telemetry}, Data string, DependencyType string, DurationMs real, Id string, Name string, ReferencedItemId string, ` +
    'ReferencedType string, ResultCode string, Success bool, Target string',
  AppMetrics: `${context}, ItemCount int, Max real, Min real, Name string, Sum real`,
  AppPerformanceCounters: `${context}, Category string, Counter string, Instance string, Name string, Value real`,
  StorageTableLogs: storage,
  StorageBlobLogs: storage,
  AZKVAuditLogs:
    `${everywhere}, AddressAuthorizationType string, Algorithm string, AppliedAssignmentId string, CallerIpAddress string, ` +
    'CertificateIssuerProperties dynamic, CertificatePolicyProperties dynamic, CertificateProperties dynamic, ' +
    'CertificateRequestProperties dynamic, ClientInfo string, CorrelationId string, DurationMs int, ' +
    'EnabledForDeployment bool, EnabledForDiskEncryption bool, EnabledForTemplateDeployment bool, ' +
    'EnablePurgeProtection bool, EnableRbacAuthorization bool, EnableSoftDelete bool, HsmPoolResourceId string, ' +
    'HttpStatusCode int, Id string, Identity dynamic, IsAccessPolicyMatch bool, IsAddressAuthorized bool, ' +
    'IsRbacAuthorized bool, KeyProperties dynamic, NetworkAcls dynamic, Nsp dynamic, OperationName string, ' +
    'OperationVersion string, Properties dynamic, RequestUri string, ResultDescription string, ResultSignature string, ' +
    'ResultType string, SecretProperties dynamic, Sku dynamic, SoftDeleteRetentionInDays int, ' +
    'StorageAccountProperties dynamic, StorageSasDefinitionProperties dynamic, SubnetId string, Tlsversion string, ' +
    'TrustedService string, VaultProperties dynamic',
  AzureDiagnostics:
    `${everywhere}, CallerIPAddress string, Category string, CorrelationId string, DurationMs real, ` +
    'OperationName string, OperationVersion string, Resource string, ResourceGroup string, ResourceId string, ' +
    'ResourceProvider string, ResourceType string, ResultDescription string, ResultSignature string, ResultType string, ' +
    'SubscriptionId string, clientInfo_s string, httpStatusCode_d real, id_s string, identity_claim_appid_g string, ' +
    'identity_claim_oid_g string, ' +
    'identity_claim_http_schemas_microsoft_com_identity_claims_objectidentifier_g string, requestUri_s string',
  _LogOperation:
    'TimeGenerated datetime, Category string, Operation string, Level string, Detail string, _ResourceId string, ' +
    'Computer string, CorrelationId string',
};
