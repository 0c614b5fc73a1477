import Vocabulary

/// What labels in Chinese, Japanese and Korean say of the value behind them, in text and as names of fields.
///
/// Sources: China, 病历书写基本规范 (rules for writing records, items of a front page); Japan, 診療録 (form 1 of the rules for
/// practice by insured doctors); Korea, 의무기록 (items of a record); written usage.
struct EastAsianLabel: Sendable {
  /// The label's bytes.
  let bytes: [UInt8]
  /// What the value is.
  let kind: IdentifierKind
  /// The part of a place or a date.
  let part: LocationPart
  /// Whether the word is used in prose, too, so that a colon must stand behind it.
  let needsColon: Bool

  /// Labels by their first character, the longest first.
  static let table: [UInt32: [EastAsianLabel]] = {
    var table: [UInt32: [EastAsianLabel]] = [:]
    for (words, kind, part, needsColon) in lists {
      for word in words.split(whereSeparator: { $0 == " " || $0 == "\n" }) {
        let bytes = Array(word.utf8)
        let label = EastAsianLabel(bytes: bytes, kind: kind, part: part, needsColon: needsColon)
        table[key(bytes[0], bytes[1], bytes[2]), default: []].append(label)
      }
    }
    return table.mapValues { $0.sorted { $0.bytes.count > $1.bytes.count } }
  }()

  /// What a field means that is called by a label as a whole; nil for other names.
  static func meaning(_ name: String) -> FieldJudgement.Verdict? {
    let bytes = Array(name.utf8)
    guard bytes.count >= 6, bytes[0] >= 0xE3, let known = table[key(bytes[0], bytes[1], bytes[2])]
    else { return nil }
    return known.first { $0.bytes == bytes }.map { .identifier($0.kind, $0.part) }
  }

  /// Three bytes of a character as one number.
  static func key(_ one: UInt8, _ two: UInt8, _ three: UInt8) -> UInt32 {
    UInt32(one) << 16 | UInt32(two) << 8 | UInt32(three)
  }

  private typealias Row = (
    words: String, kind: IdentifierKind, part: LocationPart, needsColon: Bool
  )

  private static let lists: [Row] = [
    (
      """
      姓名 患者姓名 病人姓名 患儿姓名 家属姓名 联系人姓名 医生姓名 名字 患者名 患者氏名 氏名 名前 お名前 フリガナ ふりがな カナ氏名 漢字氏名
      紧急联系人 緊急聯絡人 聯絡人 监护人 監護人 保护者 保護者 世帯主 世帯主氏名 被保険者氏名 担当医 担当医師 担当看護師 主治医 主治医師 記載者 記録者
      紹介医 執刀医 报告医生 報告醫師 审核医生 送检医生 申请医生 检查医生 经治医师 主治医师 主治医生 责任护士 責任護士
      이름 성명 성함 환자명 환자이름 환자성명 보호자명 보호자성명 담당의 담당의사 담당간호사 주치의 작성자 기록자 집도의 예금주
      """, .name, .none, false
    ),
    (
      """
      患者 病人 患儿 家属 家屬 联系人 医生 医师 醫師 医師 护士 護士 看護師 薬剤師 药师 报告者 審核者 审核者 检查者 录入者 術者 手术者
      住院医师 主任医师 麻醉医师 환자 보호자 의사 간호사 약사
      """, .name, .none, true
    ),
    (
      """
      出生日期 出生年月日 出生年月 生日 生年月日 誕生日 생년월일 생일 入院日期 出院日期 入院日 退院日 就诊日期 就診日期 检查日期 檢查日期 报告日期 報告日期
      采样日期 採檢日期 採取日 検査日 受診日 来院日 初診日 手術日 手术日期 手術日期 死亡日期 死亡日 作成日 記載日 報告日 日期 日付
      입원일 퇴원일 진료일 검사일 수술일 방문일 접수일 작성일 사망일
      """, .date, .none, false
    ),
    (
      """
      电话 電話 联系电话 聯絡電話 电话号码 電話號碼 手机 手機 手机号 手机号码 手機號碼 移动电话 家庭电话 联系方式 電話番号 携帯 携帯電話 携帯番号 連絡先 緊急連絡先
      전화 전화번호 연락처 휴대폰 휴대전화 휴대폰번호 핸드폰
      """, .phone, .none, false
    ),
    ("传真 傳真 ファックス FAX番号 팩스 팩스번호", .fax, .none, false),
    (
      """
      病历号 病歷號 病歷號碼 病案号 住院号 門診號 门诊号 就诊号 就診號 登记号 患者番号 カルテ番号 診察券番号 患者編號 환자번호 등록번호 차트번호 병록번호
      """, .mrn, .none, false
    ),
    (
      """
      身份证 身份证号 身份证号码 身分證 身分證字號 证件号 证件号码 检查号 检验号 样本号 标本号 条码号 检查编号 報告編號 マイナンバー 個人番号 検体番号 受付番号 検査番号
      주민등록번호 주민번호 외국인등록번호 접수번호 검체번호 검사번호
      """, .uniqueID, .none, false
    ),
    ("护照 护照号 护照号码 護照號碼 パスポート番号 旅券番号 여권번호", .passport, .none, false),
    (
      """
      医保号 医保卡号 社保号 社保卡号 社会保障号 健保卡號 保険者番号 被保険者番号 記号番号 건강보험증번호 보험번호 보험증번호
      """, .healthPlan, .none, false
    ),
    ("银行账号 银行卡号 銀行帳號 口座番号 계좌번호", .account, .none, false),
    (
      """
      地址 住址 家庭住址 家庭地址 现住址 現住址 通讯地址 联系地址 戶籍地址 户籍地址 居住地 住所 現住所 自宅住所 本籍 주소 거주지 현주소 집주소
      """, .location, .other, false
    ),
    ("邮编 邮政编码 郵遞區號 郵便番号 우편번호", .location, .zip, false),
    ("用户名 用戶名 登录名 ユーザー名 ユーザ名 ログイン名 아이디 사용자명", .username, .none, false),
    ("密码 密碼 パスワード 暗証番号 비밀번호 암호", .secret, .none, false),
  ]
}
