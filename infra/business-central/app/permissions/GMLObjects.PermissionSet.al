namespace Guestmail.BusinessCentral;

permissionset 50100 "GML Objects"
{
    Access = Public;
    Assignable = false;
    Caption = 'Guestmail - Objects';

    Permissions = table "GML Account" = X,
                  table "GML Leaver" = X,
                  table "GML Repeated Message" = X,
                  table "GML Sender State" = X,
                  table "GML Setup" = X,
                  page "GML Account" = X,
                  codeunit "GML Acting Person" = X,
                  codeunit "GML Answer" = X,
                  codeunit "GML Attachments" = X,
                  codeunit "GML Client" = X,
                  codeunit "GML Connector" = X,
                  codeunit "GML Content Digest" = X,
                  codeunit "GML Environment" = X,
                  codeunit "GML Finished Message" = X,
                  codeunit "GML Headers" = X,
                  codeunit "GML Message" = X,
                  codeunit "GML Message Key" = X,
                  codeunit "GML Off-boarding" = X,
                  codeunit "GML Outbox Check" = X,
                  codeunit "GML Recipients" = X,
                  codeunit "GML Secret" = X,
                  codeunit "GML Send" = X,
                  codeunit "GML Senders" = X,
                  codeunit "GML Telemetry" = X;
}
