namespace Guestmail.BusinessCentral;

/// <summary>Who an account sends as.</summary>
enum 50101 "GML Sender Kind"
{
    Access = Internal;
    Extensible = false;

    value(0; "Acting Person")
    {
        Caption = 'Whoever sends';
    }
    value(1; "Fixed Person")
    {
        Caption = 'One person';
    }
    value(2; "Shared Mailbox")
    {
        Caption = 'A shared mailbox, by whoever sends';
    }
}
