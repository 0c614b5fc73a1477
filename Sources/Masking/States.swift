import Vocabulary

/// The states, the district and the territories: the smallest areas that may stay.
///
/// Source: 45 CFR 164.514(b)(2)(i)(B): geographic subdivisions smaller than a state go.
enum States {
  /// Whether the text is a state's name, in any case, or its postal abbreviation in capitals.
  static func isState(_ value: Span<UInt8>) -> Bool {
    var text: [UInt8] = []
    text.reserveCapacity(value.count)
    for index in value.indices { text.append(value[index]) }
    return isAbbreviation(text) || names.contains(text.map(\.lowercased))
  }

  /// Whether the bytes are a postal abbreviation in capitals.
  static func isAbbreviation(_ bytes: [UInt8]) -> Bool {
    bytes.count == 2 && abbreviations.contains(bytes)
  }

  private static let abbreviations = Set(
    """
    AL AK AZ AR CA CO CT DE FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY \
    NC ND OH OK OR PA RI SC SD TN TX UT VT VA WA WV WI WY DC PR VI GU AS MP
    """
    .utf8.split(separator: UInt8(ascii: " ")).map(Array.init)
  )

  private static let names = Set(
    """
    alabama,alaska,arizona,arkansas,california,colorado,connecticut,delaware,florida,georgia,hawaii,\
    idaho,illinois,indiana,iowa,kansas,kentucky,louisiana,maine,maryland,massachusetts,michigan,\
    minnesota,mississippi,missouri,montana,nebraska,nevada,new hampshire,new jersey,new mexico,\
    new york,north carolina,north dakota,ohio,oklahoma,oregon,pennsylvania,rhode island,\
    south carolina,south dakota,tennessee,texas,utah,vermont,virginia,washington,west virginia,\
    wisconsin,wyoming,district of columbia,puerto rico,guam,american samoa
    """
    .utf8.split(separator: UInt8(ascii: ",")).map(Array.init)
  )
}
