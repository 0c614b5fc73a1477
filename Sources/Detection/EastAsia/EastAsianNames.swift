/// Family names and titles of China, Japan and Korea: what tells that characters before a title are somebody.
///
/// Sources: China, National Name Report (the commonest hundred families); Japan, lists of telephone directories; Korea,
/// census of families; Taiwan, traditional forms. The commonest alone: a title must stand beside them.
enum EastAsianNames {
  /// Families of one character, in simplified and traditional forms.
  static let chinese = characters(
    """
    王李张張刘劉陈陳杨楊黄黃赵趙周吴吳徐孙孫胡朱高林何郭马馬罗羅梁宋郑鄭谢謝韩韓唐冯馮于董萧蕭程曹袁邓鄧许許傅沈曾彭吕呂苏蘇卢盧蒋蔣蔡贾賈丁魏薛叶葉阎閻余潘杜戴夏钟鍾汪田任姜范方石姚谭譚
    廖邹鄒熊金陆陸郝孔白崔康毛邱秦江史顾顧侯邵孟龙龍万萬段雷钱錢汤湯尹黎易常武乔喬贺賀赖賴龚龔文庞龐樊兰蘭殷施陶洪翟安颜顏倪严嚴牛温溫芦季俞章鲁魯葛伍韦韋申尤毕畢聂聶丛焦柳邢路岳齐齊梅莫庄莊辛管祝左涂谷祁
    耿牟卜詹关關苗凌费費纪紀靳盛童欧歐甄曲成游阳陽裴席卫衛屈鲍鮑位覃霍翁隋植甘景薄包司柏宁寧柯阮桂闵闵柴华華冉房边邊
    """
  )
  /// Families of two characters.
  static let compound = words(
    "欧阳 歐陽 上官 司马 司馬 诸葛 諸葛 皇甫 令狐 东方 東方 慕容 司徒 尉迟 尉遲 长孙 長孫 宇文"
  )
  /// Japanese families, the longest of which count.
  static let japanese = words(
    """
    佐藤 鈴木 高橋 田中 伊藤 渡辺 渡邊 渡邉 山本 中村 小林 加藤 吉田 山田 佐々木 山口 松本 井上 木村 斎藤 斉藤 齋藤 清水 山崎 山﨑 森 池田 橋本 阿部 石川 山下 中島 石井 小川 前田
    岡田 長谷川 藤田 後藤 近藤 村上 遠藤 青木 坂本 福田 太田 西村 藤井 金子 岡本 三浦 藤原 中野 中川 原田 松田 竹内 小野 田村 中山 和田 石田 森田 上田 原 柴田 酒井 宮崎 横山 宮本 内田
    高木 安藤 谷口 大野 丸山 今井 高田 藤本 武田 村田 上野 杉山 増田 平野 大塚 千葉 久保 松井 小島 岩崎 桜井 野口 松尾 野村 木下 菊地 菊池 佐野 大西 杉本 新井 浜田 市川 古川 水野 小松
    島田 小山 山内 西田 川口 福島 秋山 五十嵐 永井 岩田 樋口 辻 吉川 土屋 久保田 中田 東 川崎 星野 渡部 服部 矢野 川村 広瀬 本田 安田 馬場 田口 小池 荒木 松下 大島 土井 片山 本間 早川
    岡崎 飯田 松村 横田 堀 関 石原 星 望月 川上 内藤 大橋 荒井 黒田 須藤 尾崎 永田 関口 平田 河野 栗原 三宅 富田 岩本 成田 沢田 澤田 田辺 萩原 小田 桑原 伊東 工藤 宮田 西川 津田 大久保
    比嘉 金城 新垣 宮城 玉城 島袋 上原 平良 山城 中西 北村 三木 浅野 川島 古賀 堀内 神田 熊谷 大谷 石橋 児玉 白井 篠原 大川 榎本 田島 稲葉 坂口 小倉
    """
  )
  /// Korean families.
  static let korean = words(
    """
    김 이 박 최 정 강 조 윤 장 임 한 오 서 신 권 황 안 송 류 유 전 홍 고 문 양 손 배 백 허 남 심 노 하 곽 성 차 주 우 구 민 나 진 지 엄 채 원 천 방 공 현 함 변 염 여 추 도 소 석 선 설
    마 길 연 위 표 명 기 반 왕 금 옥 육 인 맹 제 모 남궁 황보 제갈 선우 독고 사공 서문
    """
  )

  /// Titles behind a Chinese name.
  static let chineseTitles = bytes(
    """
    医生 醫生 医师 醫師 大夫 护士 護士 护士长 護理師 主任 教授 先生 女士 小姐 太太 老师 老師 药师 藥師 阿姨 奶奶 爷爷 大爷
    """
  )
  /// Titles behind a Japanese name.
  static let japaneseTitles = bytes(
    "様 さま さん 殿 氏 先生 医師 看護師 薬剤師 技師 教授 くん 君 ちゃん 夫人"
  )
  /// Titles behind a Korean name, behind a blank or none.
  static let koreanTitles = bytes(
    "님 씨 교수 교수님 선생님 원장 원장님 과장 과장님 간호사 간호사님 의사 약사 환자 환자분 환자님 어르신 할머니 할아버지 군 양"
  )
  /// Words that end before a title and name nobody: a chief doctor, the doctor on duty.
  static let noChinese = bytes(
    "主任 副主任 责任 責任 专任 值班 住院 主治 全科 专科 外科 内科 儿科 中医 西医 家庭 成人 老人 老年 女性 男性 常任 现任 前任 历任"
  )
  /// The same in Korean: customers, departments, whoever is on duty.
  static let noKorean = bytes(
    """
    고객 이용자 조교 전문 전공 전담 주치 신임 선생 부모 박사 임상 여성 남성 소아 성인 노인 기존 신규 해당 본인 응급 중환자 안과 정신과 신경과 외과 내과 소아과 산부인과 이비인후과 피부과 한방 양방 방문
    수술 입원 외래 재활 전 현 그 이 여 남 한
    """
  )

  private static func words(_ text: String) -> Set<[UInt8]> { Set(bytes(text)) }

  private static func bytes(_ text: String) -> [[UInt8]] {
    text.split(whereSeparator: { $0 == " " || $0 == "\n" }).map { Array($0.utf8) }
      .sorted { $0.count > $1.count }
  }

  private static func characters(_ text: String) -> Set<[UInt8]> {
    Set(text.filter { $0 != "\n" && $0 != " " }.map { Array($0.utf8) })
  }
}
