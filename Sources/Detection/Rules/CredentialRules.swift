import Vocabulary

/// Accounts and passwords by the words, commands and queries around them.
enum CredentialRules {
  /// In the order of the rule set.
  static let all: [Rule] = [
    Rule(
      "secret.hash",
      .secret,
      .pattern(
        Pattern(
          [
            "\\$1\\$[A-Za-z0-9./]{1,16}\\$[A-Za-z0-9./]{8}",
            "\\$5\\$[A-Za-z0-9./=]{1,24}\\$[A-Za-z0-9./]{8}",
            "\\$6\\$[A-Za-z0-9./=]{1,24}\\$[A-Za-z0-9./]{8}",
            "\\$y\\$[A-Za-z0-9./]{1,24}\\$[A-Za-z0-9./]{8}",
            "\\$2[aby]\\$[0-9]{2}\\$[A-Za-z0-9./]{8}",
            "\\$apr1\\$[A-Za-z0-9./]{1,16}\\$[A-Za-z0-9./]{8}",
            "\\{SHA\\}[A-Za-z0-9+/]{8}", "\\{SSHA\\}[A-Za-z0-9+/]{8}",
            "\\$argon2id\\$v=[0-9]{2}\\$[a-z]=",
          ],
          then: "A-Za-z0-9./$,=+",
          bytesMax: 200
        )
      ),
      validator: .varied,
      source: "crypt(5): hashed passphrases",
      positive: [
        "kmori:$6$Qk2vT9sL$hJ8sQ2mN0rT5vX7zB1dF3gH6kL9pR4tW:19822:",
        "$2b$12$Kx9vQ2mN0rT5vX7zB1dF3g",
        "x:$apr1$h8Kq2Lm0$Zr5vX7zB1dF3gH6kL9",
      ],
      negative: ["costs $1 or $6", "$6$aaaaaaaaaaaaaaaa", "${1}$2", "$1$short_func"]
    ),
    Rule(
      "secret.recovery-key",
      .secret,
      .digits(["6-6-6-6-6-6-6-6"]),
      source: "Microsoft: recovery keys of BitLocker",
      positive: [
        "key: 443102-118723-560934-224411-873022-110934-772310-401287",
        "(118723-443102-560934-224411-873022-110934-772310-401287)",
        "recovery 560934-118723-443102-224411-873022-110934-401287-772310.",
      ],
      negative: [
        "443102-118723-560934", "443102 118723",
        "44310-11872-56093-22441-87302-11093-77231-40128",
      ]
    ),
    Rule(
      "user.account",
      .username,
      confidence: .medium,
      .form(.account),
      source: "written usage: accounts in commands, paths, queries and what is said of them",
      positive: [
        "useradd -m -G video pkovalenko && chage -d 0 pkovalenko", "open /home/rvargas/.ssh/config",
        "WHERE cosigner='tbrandt'", "GRANT SELECT ON dw.visit TO ro_ferrara;",
        "I'm owl_mender on reddit",
      ],
      negative: [
        "sudo -u postgres psql", "cat /home/ubuntu/x", "role = 'admin'",
        "GRANT ALL ON x TO PUBLIC;", "see reddit for more",
        "the group was asked", "ssh root@host", "user == current_user",
      ]
    ),
    Rule(
      "secret.argument",
      .secret,
      .form(.argument),
      source: "manual pages: passwords among the arguments of commands",
      positive: [
        "sshpass -p 'kettle_Moon_41' ssh x", "mysql -u u -pHest1972 db",
        "net use Z: \\\\fs\\x /user:CLIN\\jd Moon^15", "enable secret 0 Chalk-Quarry",
      ],
      negative: [
        "mysql -p -u root", "sshpass -p $PW ssh x", "curl -u user:password http", "unzip -P",
        "password 5 times", "net use of force",
      ]
    ),
    Rule(
      "secret.text",
      .secret,
      confidence: .medium,
      .form(.secretText),
      source: "written usage: passwords and codes in sentences",
      positive: [
        "locked out so i set it to Mango-tart77 for now",
        "keybox by the gate opens with 0-4-3-1", "PIN reset to 92047", "gate #1990",
      ],
      negative: [
        "password was changed to something new", "PIN reset to default", "gate 4",
        "CPT code is 99213",
        "the panel was 12", "password is hashed with sha256", "try Python3 instead",
      ]
    ),
  ]
}
