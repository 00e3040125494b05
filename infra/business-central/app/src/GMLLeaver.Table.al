namespace Guestmail.BusinessCentral;

/// <summary>A user who was disabled or removed and whose mailbox is still to be disconnected; written with that change, so that none is missed.</summary>
table 50104 "GML Leaver"
{
    Access = Internal;
    Caption = 'Guestmail Leaver';
    DataClassification = EndUserIdentifiableInformation;
    DataPerCompany = false;

    fields
    {
        field(1; "User Principal Name"; Text[250])
        {
            Caption = 'User principal name';
            DataClassification = EndUserIdentifiableInformation;
        }
    }

    keys
    {
        key(PK; "User Principal Name")
        {
            Clustered = true;
        }
    }
}
