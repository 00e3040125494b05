namespace Guestmail.BusinessCentral;

/// <summary>
/// An email that Business Central files as sent without another request, because the connector has sent it and a person has seen that.
/// It is known by its digest, once, in this session: an email that was edited since is another one.
/// </summary>
codeunit 50117 "GML Finished Message"
{
    Access = Internal;
    SingleInstance = true;

    var
        FinishedDigest: Text;

    procedure Set(Digest: Text)
    begin
        FinishedDigest := Digest;
    end;

    procedure Take(Digest: Text): Boolean
    begin
        if Digest <> FinishedDigest then
            exit(false);
        FinishedDigest := '';
        exit(true);
    end;
}
