namespace Guestmail.BusinessCentral;

using System.Email;

/// <summary>
/// The recipients of an email, as Microsoft Graph writes them. Several addresses in one field become several recipients; what one of them is,
/// 'Name <address>' included, the connector reads.
/// </summary>
codeunit 50106 "GML Recipients"
{
    Access = Internal;

    procedure List(EmailMessage: Codeunit "Email Message"; RecipientType: Enum "Email Recipient Type") Recipients: JsonArray
    var
        Fields: List of [Text];
        Field: Text;
    begin
        EmailMessage.GetRecipients(RecipientType, Fields);
        foreach Field in Fields do
            AddAll(Field, Recipients);
    end;

    procedure AddAll(Field: Text; var Recipients: JsonArray)
    var
        Address: Text;
    begin
        foreach Address in Split(Field) do
            Recipients.Add(Build(Address));
    end;

    procedure Build(Address: Text) Recipient: JsonObject
    var
        EmailAddress: JsonObject;
    begin
        EmailAddress.Add('address', Address);
        Recipient.Add('emailAddress', EmailAddress);
    end;

    /// <summary>A semicolon separates, and so does a comma behind an address, but neither in quotes: 'Contoso, Ltd <info@contoso.com>' is one.</summary>
    procedure Split(Field: Text) Addresses: List of [Text]
    var
        Position: Integer;
        Start: Integer;
        IsQuoted: Boolean;
    begin
        Start := 1;
        for Position := 1 to StrLen(Field) do
            case Field[Position] of
                '"':
                    IsQuoted := not IsQuoted;
                ';':
                    if not IsQuoted then
                        Cut(Field, Start, Position, Addresses);
                ',':
                    if (not IsQuoted) and Field.Substring(Start, Position - Start).Contains('@') then
                        Cut(Field, Start, Position, Addresses);
            end;
        Cut(Field, Start, StrLen(Field) + 1, Addresses);
    end;

    local procedure Cut(Field: Text; var Start: Integer; Position: Integer; var Addresses: List of [Text])
    var
        Address: Text;
    begin
        Address := CopyStr(Field, Start, Position - Start).Trim();
        if Address <> '' then
            Addresses.Add(Address);
        Start := Position + 1;
    end;
}
