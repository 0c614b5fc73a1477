/// What a word says of the names of accounts, passwords and codes near it; a word may say several things.
struct CredentialCue: OptionSet, Sendable, Hashable {
  /// The bits.
  let rawValue: UInt32

  /// A command whose arguments name an account or a password.
  static let command = CredentialCue(rawValue: 1 << 0)
  /// A folder of which each account has one: `home`.
  static let folder = CredentialCue(rawValue: 1 << 1)
  /// A column or key that holds an account: `cosigner`.
  static let column = CredentialCue(rawValue: 1 << 2)
  /// A word about accounts and who may do what: `rights`.
  static let access = CredentialCue(rawValue: 1 << 3)
  /// A game or network in which people have handles.
  static let platform = CredentialCue(rawValue: 1 << 4)
  /// A word for a password.
  static let secret = CredentialCue(rawValue: 1 << 5)
  /// A word for a code of digits: `otp`.
  static let code = CredentialCue(rawValue: 1 << 6)
  /// A thing that opens by a code: `keybox`.
  static let lock = CredentialCue(rawValue: 1 << 7)
  /// A word before the words that a wallet is restored by.
  static let seed = CredentialCue(rawValue: 1 << 8)
  /// A clause of SQL before an account: `GRANT … TO`.
  static let grant = CredentialCue(rawValue: 1 << 9)
  /// A system that one signs in to: `Epic = …`.
  static let system = CredentialCue(rawValue: 1 << 10)
  /// A long option of any command: `--password`.
  static let option = CredentialCue(rawValue: 1 << 11)
  /// A word for the name of an account.
  static let name = CredentialCue(rawValue: 1 << 12)
  /// A word that makes the one behind it a phrase to be said: `security phrase`.
  static let phrase = CredentialCue(rawValue: 1 << 13)
  /// A word that begins an entry of an access list: `user`.
  static let accessList = CredentialCue(rawValue: 1 << 14)
  /// A scheme of authentication before base64: `Basic`.
  static let scheme = CredentialCue(rawValue: 1 << 15)
  /// A word before an account and its password: `creds`, `Administrator`.
  static let pair = CredentialCue(rawValue: 1 << 16)
  /// A word before a key in groups of base32: `authenticator`.
  static let groups = CredentialCue(rawValue: 1 << 17)
  /// A word before a box of a claim form.
  static let box = CredentialCue(rawValue: 1 << 18)
  /// A word of getting in, before `as` and a name or `with` and a password: `logged in`.
  static let signIn = CredentialCue(rawValue: 1 << 19)
  /// A word of typing, before what is typed.
  static let typing = CredentialCue(rawValue: 1 << 20)
  /// A word before what answers the question that proves who somebody is.
  static let answer = CredentialCue(rawValue: 1 << 21)
  /// A word that an account's name stands behind, alone or with `id` or `name`: `surrogate`, `client id`.
  static let account = CredentialCue(rawValue: 1 << 22)
  /// A word of being somebody on a network: `plays as`.
  static let posting = CredentialCue(rawValue: 1 << 23)
  /// A function or setting that takes an account and its password: `auth=(…)`.
  static let call = CredentialCue(rawValue: 1 << 24)
  /// A word before the digits on the back of a card.
  static let card = CredentialCue(rawValue: 1 << 25)
}

/// The words of all cues, as data.
enum CredentialWords {
  /// One cue and its words.
  struct List {
    /// What the words say.
    var cue: CredentialCue
    /// The words, in lower case.
    var words: [Substring]

    /// Creates a list from words with blanks between them.
    init(_ cue: CredentialCue, _ words: String) {
      self.cue = cue
      self.words = words.split { $0 == " " || $0 == "\n" }
    }
  }

  /// Every list.
  static let all: [List] = [
    List(.command, Engine.commandNames),
    List(.folder, "home homes users profiles"),
    List(
      .column,
      """
      login logins username user uid owner actor author assignee cosigner signer reviewer approver \
      requester requestor operator usr performer submitter recorder preparer verifier usuario \
      account accounts principal loginname samaccountname userid benutzer performedby createdby \
      modifiedby updatedby enteredby \
      signedby approvedby requestedby assignedto openedby reviewedby actorid suser duser
      """
    ),
    List(
      .access,
      """
      account accounts login logins username usernames group groups rights role roles permission \
      permissions access disable unlock deprovision provision leaver leavers alert alerts pager \
      queue inbox route routed reassign impersonated impersonate signed cosigned printed charted \
      scanned opened edited viewed locked logged user users mailbox badge citrix okta ldap kerberos \
      sudo admin crontab owner prompt approver delegate proxy share shared ticket offboarding \
      onboarding logon password passwords mfa sso modified entered created updated verified \
      reviewed dictated transcribed generic authorization authorisation dba \
      clicked phish phishing phished credentials abstracted abstractor coded coder indexed amended \
      keyed charting ordering documenting checkout
      """
    ),
    List(
      .platform,
      """
      reddit twitch steam fortnite roblox minecraft xbox psn playstation nintendo wechat weixin \
      kakao kakaotalk viber telegram instagram insta ig tiktok snapchat venmo cashapp discord \
      mastodon bluesky bsky skype twitter youtube tumblr pinterest tinder grindr bumble hinge \
      onlyfans gamertag threads kik vk weibo zelle strava duolingo streamer \
      gamer snap github gitlab posts facebook fb patreon quora caringbridge whatsapp fitbit \
      peloton overwatch valorant soundcloud etsy ebay depop vinted letterboxd goodreads
      """
    ),
    List(
      .secret,
      """
      password passwords passcode passphrase pw pwd passwd pass passwort kennwort contraseña senha \
      pword psswd pswd psw parole wachtwoord hasło haslo heslo lösenord passord adgangskode jelszó parola \
      şifre sifre salasana пароль key psk secret clave passe mdp phrase
      """
    ),
    List(
      .code,
      "pin pins otp code codes combination combo passcode cvc cvv keycode pincode totp 2fa mfa código "
        + "codigo codice türcode deurcode"
    ),
    List(
      .lock,
      """
      keybox lockbox padlock keypad gate lobby garage alarm burglar panel safe deadbolt closet door \
      doors elevator entrance buzzer intercom callbox locker voicemail mailbox box lock disarm \
      pattern unlock unlocks cabinet fridge duress pad tablet
      """
    ),
    List(
      .name,
      "login username userid screenname logon gamertag usrname benutzer benutzername usuario "
        + "utilisateur identifiant"
    ),
    List(.phrase, "phrase word codeword passphrase safeword pet teacher nickname mascot"),
    List(.accessList, "user setuser"),
    List(.scheme, "basic token cookie"),
    List(.pair, "creds cred credentials administrator admin root sysadmin u un"),
    List(
      .groups,
      "authenticator seed totp otp mfa fa recovery backup setup key keys filevault bitlocker"
    ),
    List(.box, "box boxes"),
    List(.seed, "seed mnemonic recovery wallet twelve words"),
    List(.signIn, "log logs logged logging sign signs signed signing login logon signin"),
    List(.typing, "typed typing types entered entering tried"),
    List(.answer, "answer answers respuesta réponse antwort risposta resposta antwoord"),
    List(
      .account,
      "user screen gamer client network net tech badge skype psn xbox zoom profile account acct surrogate admin spare portal "
        + "shop mine netid mychart apple login logon agency vendor facility site page"
    ),
    List(
      .posting,
      "goes plays streams posts tweets blogs games playing streaming posting tweeting known ran "
        + "running"
    ),
    List(.call, "auth httpbasicauth basicauth connect login credentials authenticate signin"),
    List(.card, "security cid csc sec"),
    List(.grant, "grant revoke role identified using"),
    List(
      .system,
      """
      computer laptop epic cerner kronos citrix vpn email gmail outlook windows wifi netflix facebook \
      portal pyxis omnicell imprivata pacs his emr ehr mychart meditech athena workday zoom skype \
      icloud itunes amazon bank router tablet ipad phone desktop server icd intranet webmail
      """
    ),
    List(
      .option,
      "user username login author password passwd pass secret token passphrase storepass keypass"
    ),
  ]
}
