namespace Guestmail.BusinessCentral;

/// <summary>The client secret, in the isolated storage of this app. It is a SecretText from the dialog to the token request.</summary>
codeunit 50101 "GML Secret"
{
    Access = Internal;

    var
        SecretKeyTok: Label 'GMLClientSecret', Locked = true;

    procedure Store(ClientSecret: SecretText)
    begin
        IsolatedStorage.Set(SecretKeyTok, ClientSecret, DataScope::Module);
    end;

    procedure Read() ClientSecret: SecretText
    begin
        if IsolatedStorage.Get(SecretKeyTok, DataScope::Module, ClientSecret) then;
    end;

    procedure Exists(): Boolean
    begin
        exit(IsolatedStorage.Contains(SecretKeyTok, DataScope::Module));
    end;

    procedure Remove()
    begin
        if Exists() then
            IsolatedStorage.Delete(SecretKeyTok, DataScope::Module);
    end;
}
