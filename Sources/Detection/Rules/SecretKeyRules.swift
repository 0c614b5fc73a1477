import Vocabulary

/// Keys, signed tokens, connection strings, and passwords by their labels.
enum KeyRules {
  /// In the order of the rule set.
  static let all: [Rule] = [
    Rule(
      "secret.jwt",
      .secret,
      .pattern(
        Pattern(["eyJ[A-Za-z0-9_-]{8}"], then: "A-Za-z0-9_.=-", bytesMax: 4_000)
      ),
      validator: .varied,
      source: "RFC 7519",
      positive: [
        "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl",
        "Bearer eyJ0eXAiOiJKV1QiLCJhbGciOiJub25lIn0.e30.",
        "t=eyJhbGciOiJIUzI1NiJ9.e30.abc",
      ],
      negative: ["eyJ", "eyeJ", "eyJaaaaaaaaaaaaaaaa"]
    ),
    Rule(
      "secret.age-key",
      .secret,
      .pattern(Pattern(["AGE-SECRET-KEY-1[A-Z0-9]{50}"], then: "A-Z0-9", bytesMax: 80)),
      source: "C2SP age: identities",
      positive: (0..<3).map { "AGE-SEC" + "RET-KEY-1" + Invented.text(58, of: "A-Z0-9", seed: $0) },
      negative: ["AGE-SECRET-KEY-1", "age secret key 1", "AGE-SECRET-KEY-2ABC"]
    ),
    Rule(
      "user.domain",
      .username,
      .pattern(Pattern(["[A-Z][A-Z0-9-]{1,14}\\\\[a-z][a-z0-9._-]{2,40}"])),
      source: "Microsoft: down-level logon names",
      positive: ["run by CORP\\j.sandoval from", "WARD7\\kfinch", "(ST-ANNE\\m_okafor)"],
      negative: ["C:\\users", "A\\b", "\\\\share\\folder"]
    ),
    Rule(
      "secret.pem",
      .secret,
      .form(.pem),
      source: "RFC 7468",
      positive: [
        "-----BEGIN PRIVATE KEY-----\nMIIEvQ\n-----END PRIVATE KEY-----",
        "-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaC1rZXk",
        "MIIEvQ\n-----END RSA PRIVATE KEY-----",
      ],
      negative: [
        "-----BEGIN CERTIFICATE-----", "begin private talks", "-----BEGIN PUBLIC KEY-----",
      ]
    ),
    Rule(
      "secret.connection",
      .secret,
      .form(.connection),
      source: "RFC 3986 §3.2.1",
      positive: [
        "postgres://app:Tulip77@db.example.org/ehr", "https://ana:pw123@example.org",
        "mongodb+srv://u:pw@db.example.org",
      ],
      negative: ["https://example.org", "mysql://db.example.org/x", "https://example.org/a@b"]
    ),
    Rule(
      "secret.pin",
      .secret,
      .labelled(.code(digits: 4)),
      labels: [
        "pin", "pin code", "pin no", "pin number", "passcode", "pass code", "access code",
        "entry code", "security code", "otp", "verification code", "one time code", "login code",
        "cvv", "cvc", "alarm code", "keypad code", "puk", "puk code", "atm code", "your code",
        "host key", "epcs token", "token code", "sms code", "device code", "one time password",
        "clave de acceso", "código de acceso", "codigo de acceso", "code d'accès",
        "codice di accesso",
        "zugangscode", "türcode", "tür code", "haustürcode", "deurcode", "toegangscode",
        "code de la porte", "code de la porte est", "código da porta", "código da porta é",
        "codice del portone", "codice del portone è", "codice della porta", "código del portón",
        "código de la puerta", "clave de la alarma", "código de la alarma",
      ],
      source: "written usage",
      positive: ["the card and PIN 1948", "passcode 331209", "EVV pin is 90217", "PIN 4417-XQ"],
      negative: ["pin 12", "a pin in 2019", "pin removal", "pins 10 to 20"]
    ),
    Rule(
      "secret.password-shape",
      .secret,
      confidence: .medium,
      .form(.password),
      source: "written usage: letters of both cases, digits and a mark in one word",
      positive: [
        "Tried \"Surfer2024!\" twice", "on the fridge, TacoTues!day9", "reset to Lime@Kiwi48 today",
        "ana@mail.example.org / GreenTea!",
      ],
      negative: [
        "COVID-19 Update!", "Vitamin B12!", "user@Example2.org", "Type2! Diabetes",
        "as in Visits2024!$B$12",
      ]
    ),
    Rule(
      "secret.labelled",
      .secret,
      .labelled(.secret(4)),
      labels: [
        "password", "passwd", "pwd", "pw#", "contraseña", "passcode", "passphrase", "secret#",
        "api key", "api_key", "api token", "api secret", "account key", "shared key",
        "encryption key",
        "private key#", "signing key", "webhook secret", "bot token", "client key",
        "token#", "tok#", "auth tok", "access token", "auth token", "refresh token",
        "client secret", "secret key",
        "credentials#", "secret access key", "bearer", "pass", "passwrd", "pasword",
        "passwort", "clave", "mot de passe", "gate code", "door code", "lockbox code", "lock code",
        "recovery code", "backup code", "wifi", "wi fi", "wifi for ur tablet is", "keypad#",
        "keypad code", "garage code", "alarm code", "temp passcode", "reset to temp", "login pw",
        "code word", "codeword", "password on the ward is", "password for phone updates is",
        "digicode", "code du digicode", "code du digicode changé", "interphone",
        "master password", "temp password", "temporary password", "pairing code", "kennwort",
        "senha",
        "security phrase", "safe word", "safeword", "answer to secret question",
        "answer to security question", "security answer", "secret answer", "authorization basic",
        "jsessionid#",
        "phpsessid#",
        "windows key", "product key#",
        "snmp community", "snmp server community", "community string", "tacacs server key",
        "radius server key", "isakmp key", "pre shared key", "preshared key", "rediscli auth",
        "requirepass", "masterauth", "storepass", "keypass", "bindpw", "apikey",
        "convertto securestring",
        "license key#", "licence key#", "activation key#", "psk#", "functions key",
        "subscription key", "access key#", "encrypt salt", "encryption salt", "password salt",
        "hash salt",
        "pswd", "psw", "p/w", "parola d'ordine", "losungswort", "codewort", "mot de sécurité",
        "mot de code",
        "clé wifi", "clé du wifi", "clave wifi", "clave del wifi", "chiave wifi",
        "palabra de seguridad",
        "palabra secreta", "palabra clave#", "palavra passe", "wlan schlüssel", "wifi schlüssel",
        "wifi code",
        "codewoord", "wachtwoord", "mật khẩu", "hasło", "haslo", "heslo",
        "lösenord", "passord", "adgangskode", "jelszó", "парола", "пароль",
      ],
      source: "written usage",
      positive: [
        "password: Tulip77!", "pwd=Wint3r", "password 'B@nZes94!'", "pass otter9",
        "passwrd is Hucka1953!", "Server=db1;Password=Wint3r!rain;",
        "DISCORD_API_TOKEN=fr0stedleaf",
      ],
      negative: [
        "password reset", "password: [SECRET]", "secret garden", "pass rate 2019",
        "they pass 4000 a day",
      ]
    ),
  ]
}
