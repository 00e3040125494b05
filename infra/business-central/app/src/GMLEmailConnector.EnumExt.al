namespace Guestmail.BusinessCentral;

using System.Email;

/// <summary>
/// The kind of email account that this app adds.
/// It sends and does no more, so it implements neither "Email Connector v4" nor "v5": Business Central would offer to reply and to read.
/// </summary>
enumextension 50100 "GML Email Connector" extends "Email Connector"
{
    value(50100; "GML Guestmail")
    {
        Caption = 'Guestmail';
        Implementation = "Email Connector" = "GML Connector",
                         "Default Email Rate Limit" = "GML Connector";
    }
}
