import Testing
import Vocabulary

@testable import Detection

/// Chinese, Japanese and Korean text: what stands behind labels, before titles, days, ages and addresses.
@Suite struct EastAsianTests {
  private func found(_ text: String) -> [String] {
    let scanned = ScannedText(text)
    return scanned.findings.filter(\.masked).map { "\($0.kind.label) \(scanned.text($0))" }
  }

  @Test(arguments: [
    ("患者姓名：王小明 性别：男", ["NAME 王小明"]), ("姓名\t欧阳静怡\t女", ["NAME 欧阳静怡"]), ("【姓名】李芳", ["NAME 李芳"]),
    ("联系人:周建国,电话:13866270154", ["NAME 周建国", "PHONE 13866270154"]),
    ("住院号：20230458", ["MRN 20230458"]),
    ("身份证号：110105197803127654", ["UNIQUE_ID 110105197803127654"]),
    ("氏名 山田太郎 男", ["NAME 山田太郎"]), ("患者:山田 花子 65歳", ["NAME 山田 花子"]),
    ("フリガナ：ヤマダ ハナコ", ["NAME ヤマダ ハナコ"]), ("担当医：佐藤健一", ["NAME 佐藤健一"]),
    ("환자명: 김민수 성별: 남", ["NAME 김민수"]), ("주치의 이영희", ["NAME 이영희"]),
    ("등록번호: 00482917", ["MRN 00482917"]),
    ("姓名：Wang Xiaoming，男", ["NAME Wang Xiaoming"]), ("密码：Hx7#mr2q", ["SECRET Hx7#mr2q"]),
  ]) func labelsSayWhatStandsBehindThem(text: String, wanted: [String]) {
    #expect(found(text) == wanted)
  }

  @Test(arguments: [
    ("患者王小明，男，45岁，因腹痛入院。", ["NAME 王小明"]), ("病人李芳(女)今晨出院", ["NAME 李芳"]), ("请张医生查房", ["NAME 张"]),
    ("王秀英护士执行医嘱", ["NAME 王秀英"]), ("諸葛亮醫師會診", ["NAME 諸葛亮"]), ("田中様は来院された", ["NAME 田中"]),
    ("小林先生に相談", ["NAME 小林"]), ("佐々木さんの検査", ["NAME 佐々木"]), ("박지훈 님은 내원하였다", ["NAME 박지훈"]),
    ("담당 이영희 교수 회진", ["NAME 이영희"]), ("남궁민 씨가 전화", ["NAME 남궁민"]),
  ]) func titlesNamePersons(text: String, wanted: [String]) {
    #expect(found(text) == wanted)
  }

  @Test(arguments: [
    ("出生于1978年3月12日", ["DATE 1978年3月12日"]), ("5月6日复诊", ["DATE 5月6日"]),
    ("2024年5月手术", ["DATE 2024年5月"]),
    ("昭和40年5月2日生", ["DATE 昭和40年5月2日"]), ("令和元年10月3日", ["DATE 令和元年10月3日"]),
    ("1965년 3월 12일 출생", ["DATE 1965년 3월 12일"]), ("3월 12일 퇴원", ["DATE 3월 12일"]),
    ("母亲92岁", ["AGE 92"]),
    ("93세 여자", ["AGE 93"]), ("97歳の男性", ["AGE 97"]),
  ]) func daysAndAgesAreFound(text: String, wanted: [String]) {
    #expect(found(text) == wanted)
  }

  @Test(arguments: [
    ("现住北京市朝阳区建国路88号，已婚", ["LOCATION 北京市朝阳区建国路88号"]),
    ("東京都港区六本木3丁目2番1号", ["LOCATION 東京都港区六本木3丁目2番1号"]),
    ("大阪市北区梅田1-2-34にて", ["LOCATION 大阪市北区梅田1-2-34"]),
    ("서울특별시 강남구 테헤란로 152 거주", ["LOCATION 서울특별시 강남구 테헤란로 152"]),
    (
      "住所：東京都港区六本木3丁目2番1号 電話：03-3456-7890",
      [
        "LOCATION 東京都港区六本木3丁目2番1号", "PHONE 03-3456-7890",
      ]
    ),
    (
      "주소: 부산광역시 해운대구 우동 1408-2 전화: 010-1234-5678",
      [
        "LOCATION 부산광역시 해운대구 우동 1408-2", "PHONE 010-1234-5678",
      ]
    ),
  ]) func addressesAreFound(text: String, wanted: [String]) {
    #expect(found(text) == wanted)
  }

  @Test(arguments: [
    "高血压三年，糖尿病5年", "主任医生查房，值班护士交班", "患者高血压，规律服药", "患者诉头痛3天", "2024年指南推荐", "45岁男性", "姓名：未知",
    "患者: 不明",
    "每次10毫克，每日3次", "医生会诊后调整", "患者様へのお知らせ", "看護師さんに相談", "3か月後に再診", "お客様各位", "고객 님 안내", "환자 님께 설명",
    "의사 선생님과 상담",
    "2024년 기준", "3개월 후 추적", "수술 환자 교육", "全市共有3号楼", "血压130/80，心率72次", "密码错误，请重试", "姓名不能为空",
    "電話で確認した", "第3章 手术方法",
  ]) func wordsStay(text: String) {
    #expect(found(text).isEmpty)
  }

  @Test func fieldsAreCalledInTheseScripts() {
    let judged = EastAsianLabel.meaning("姓名")
    #expect(judged == .identifier(.name, .none))
    #expect(EastAsianLabel.meaning("생년월일") == .identifier(.date, .none))
    #expect(EastAsianLabel.meaning("住所") == .identifier(.location, .other))
    #expect(EastAsianLabel.meaning("诊断") == nil)
    #expect(EastAsianLabel.meaning("姓名学") == nil)
  }
}
