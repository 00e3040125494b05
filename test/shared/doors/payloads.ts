/**
 * What each sender posts, in the shapes of its documentation and with invented values; secrets are the test's own.
 */
export const initiator = '6e7f0b51-0c4b-4a7e-9c1c-2b4b7a1c9d10';
export const clientState = 'c'.repeat(43);

/** Business Central: external business event. */
export const salesInvoicePosted = {
  initiatingUserAADObjectId: initiator,
  timestamp: '2026-12-01T07:00:00.0000000Z',
  companyName: 'CRONUS',
  companyId: '5c3c9f2e-0000-4000-8000-000000000001',
  eventName: 'salesinvoiceposted',
  payload: {
    salesInvoiceId: '5c3c9f2e-0000-4000-8000-000000000002',
    customerName: 'Adatum Corporation',
    invoiceNumber: '103042',
    amount: 6510.5,
    'Due Date': '2026-12-31',
  },
  appId: '437dbf0e-84ff-417a-965d-ed2bb9650972',
  clientState,
};

/** Business Central: change notifications, two of them. */
export const changeNotifications = {
  value: ['created', 'updated'].map((changeType) => ({
    subscriptionId: 'c670ea73cacb459bb51dc1740da2f1db',
    clientState,
    expirationDateTime: '2026-12-04T07:00:00Z',
    resource:
      'api/v2.0/companies(5c3c9f2e-0000-4000-8000-000000000001)/salesInvoices(5c3c9f2e-0000-4000-8000-000000000002)',
    changeType,
    lastModifiedDateTime: '2026-12-01T07:00:00.25Z',
  })),
};

const contracts = 'http://schemas.microsoft.com/xrm/2011/Contracts';

/** Dataverse: the execution context of an update. */
export const salesOrderUpdated = {
  BusinessUnitId: '0da7a000-0000-4000-8000-000000000001',
  CorrelationId: '0da7a000-0000-4000-8000-000000000002',
  Depth: 1,
  InitiatingUserAzureActiveDirectoryObjectId: initiator,
  InitiatingUserId: '0da7a000-0000-4000-8000-000000000003',
  InputParameters: [
    {
      key: 'Target',
      value: {
        __type: `Entity:${contracts}`,
        Attributes: [
          { key: 'name', value: 'Order 1001' },
          { key: 'totalamount', value: { __type: `Money:${contracts}`, Value: 1500.5 } },
          { key: 'statuscode', value: { __type: `OptionSetValue:${contracts}`, Value: 100001 } },
          {
            key: 'customerid',
            value: {
              __type: `EntityReference:${contracts}`,
              Id: '0da7a000-0000-4000-8000-000000000004',
              LogicalName: 'account',
              Name: 'Adatum Corporation',
            },
          },
          { key: 'submitdate', value: '/Date(1796108400000)/' },
          { key: 'description', value: null },
        ],
        EntityState: null,
        FormattedValues: [],
        Id: '0da7a000-0000-4000-8000-000000000005',
        LogicalName: 'salesorder',
      },
    },
    { key: 'SuppressDuplicateDetection', value: false },
  ],
  MessageName: 'Update',
  OperationCreatedOn: '/Date(1796108400000)/',
  OperationId: '0DA7A000-0000-4000-8000-000000000006',
  OrganizationId: '0da7a000-0000-4000-8000-000000000007',
  PostEntityImages: [
    {
      key: 'AsynchronousStepPrimaryName',
      value: {
        __type: `Entity:${contracts}`,
        Attributes: [{ key: 'emailaddress', value: 'mia@contoso.com' }],
        Id: '0da7a000-0000-4000-8000-000000000005',
        LogicalName: 'salesorder',
      },
    },
  ],
  PreEntityImages: [],
  PrimaryEntityId: '0da7a000-0000-4000-8000-000000000005',
  PrimaryEntityName: 'salesorder',
  UserAzureActiveDirectoryObjectId: '00000000-0000-0000-0000-000000000000',
  UserId: '0da7a000-0000-4000-8000-000000000003',
};

/** Finance & Operations: a business event. */
export const freeTextInvoicePosted = {
  BusinessEventId: 'FreeTextInvoicePostedBusinessEvent',
  BusinessEventLegalEntity: 'usmf',
  ContextRecordSubject: '',
  ControlNumber: 5637166326,
  EventId: '7CEBB0D4-4D3A-4C3C-BA3B-1C8C6A6B1A01',
  EventTime: '/Date(1796108400000)/',
  EventTimeIso8601: '2026-12-01T07:00:00.0000000Z',
  InitiatingUserAADObjectId: `{${initiator.toUpperCase()}}`,
  MajorVersion: 0,
  MinorVersion: 0,
  ParentContextRecordSubjects: [],
  InvoiceAccount: 'US-027',
  InvoiceId: 'CIV-000708',
  InvoiceDate: '/Date(1796083200000)/',
  InvoiceDueDate: '/Date(-2208988800000)/',
  InvoiceAmountInAccountingCurrency: 6510.0,
  InvoiceTaxAmount: 0.0,
  LegalEntity: 'USMF',
};

/** Finance & Operations: what a new endpoint is tried with. */
export const testEvent = {
  BusinessEventId: 'BusinessEventsTestEndpointContract',
  BusinessEventLegalEntity: 'usmf',
  ControlNumber: -9223372036854775808,
  EventId: '8D1220EB-E514-4E35-844E-E062DEF0C05D',
};

/** Event Grid, in its own schema: what Finance & Operations publishes. */
export const gridEvent = {
  id: '9a1b0000-0000-4000-8000-000000000001',
  topic: '/subscriptions/0/resourceGroups/erp/providers/Microsoft.EventGrid/topics/erp',
  subject: 'FreeTextInvoicePostedBusinessEvent',
  eventType: 'FreeTextInvoicePostedBusinessEvent',
  eventTime: '2026-12-01T07:00:00Z',
  dataVersion: '1',
  metadataVersion: '1',
  data: freeTextInvoicePosted,
};

/** The same as a CloudEvent. */
export const cloudEvent = {
  specversion: '1.0',
  id: '9a1b0000-0000-4000-8000-000000000002',
  source: '/subscriptions/0/topics/erp',
  type: 'FreeTextInvoicePostedBusinessEvent',
  time: '2026-12-01T07:00:00Z',
  datacontenttype: 'application/json',
  data: freeTextInvoicePosted,
};

/** Event Grid, before it delivers anything. */
export const subscriptionValidation = [
  {
    id: '2d1781af-3a4c-4d7c-bd0c-e34b19da4e66',
    topic: gridEvent.topic,
    subject: '',
    eventType: 'Microsoft.EventGrid.SubscriptionValidationEvent',
    eventTime: '2026-12-01T07:00:00Z',
    metadataVersion: '1',
    dataVersion: '2',
    data: {
      validationCode: '512d38b6-c7b8-40c8-89fe-f46f9e9622b6',
      validationUrl: 'https://rp-eastus2.eventgrid.azure.net/eventsubscriptions/estest/validate?id=5',
    },
  },
];
