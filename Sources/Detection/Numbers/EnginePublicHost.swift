import Vocabulary

/// Hosts and pages that are everybody's.
extension Engine {
  /// Whether an address is a page of a public register of software, of documentation or of literature, and
  /// holds neither a query nor a user nor a long number.
  func isPublicPage(_ text: Span<UInt8>, _ start: Int, _ end: Int) -> Bool {
    var host = start
    while host < end, text[host] != 0x2F, text[host] != 0x3A { host += 1 }
    // The host and what it belongs to: `files.example.org`, `example.org`.
    var from = start
    while from < host {
      if Self.publicHosts(Token.hash(text, from..<host)) != 0 {
        return Self.isPlainAddress(text, start, end, mayCite: true)
      }
      while from < host, text[from] != 0x2E { from += 1 }
      from += 1
    }
    return false
  }

  /// Whether a host without a page is called after what it serves: `sftp.lakeside.example`.
  func isServiceHost(_ text: Span<UInt8>, _ start: Int, _ end: Int) -> Bool {
    var label = start
    while label < end, text[label].isLetter { label += 1 }
    let word = label
    while label < end, text[label].isDigit || text[label] == 0x2D { label += 1 }
    return label - word <= 3 && text.at(label) == 0x2E
      && Self.services.contains(Token.hash(text, start..<word))
  }

  /// What hosts of services begin with.
  ///
  /// Source: RFC 2219, aliases of services.
  private static let services = hashes(
    """
    ftp sftp ftps smtp imap pop ldap ldaps ntp ns dns mx vpn proxy gw gateway relay mta db sql pg mysql redis \
    kafka rabbitmq git gitlab registry repo mirror cdn api docs kdc dc syslog log logs grafana prometheus \
    jenkins nexus vault consul broker mqtt hl7 fhir pacs dicom
    """
  )

  /// Registers of software, publishers of manuals and of literature, and clouds' own hosts.
  private static let publicHosts = HashIndex(
    words:
      """
      docs.python.org python.org \
      docs.rs nuget.org repo.maven.apache.org repo1.maven.org \
      mvnrepository.com plugins.gradle.org services.gradle.org pkg.go.dev golang.org go.dev \
      hub.docker.com docs.docker.com docker.com registry.k8s.io kubernetes.io k8s.gcr.io \
      security.debian.org debian.org archive.ubuntu.com security.ubuntu.com releases.ubuntu.com \
      mirrors.fedoraproject.org mirror.centos.org dl-cdn.alpinelinux.org apache.org gnu.org kernel.org \
      api.github.com docs.github.com docs.gitlab.com nodejs.org rust-lang.org swift.org r-project.org \
      cran.r-project.org conda.anaconda.org repo.anaconda.com jupyter.org postgresql.org mysql.com sqlite.org \
      redis.io mongodb.com elastic.co artifacts.elastic.co grafana.com prometheus.io nginx.org openssl.org \
      learn.microsoft.com docs.microsoft.com support.microsoft.com developer.mozilla.org mozilla.org \
      docs.aws.amazon.com cloud.google.com core.windows.net vault.azure.net login.microsoftonline.com \
      doi.org dx.doi.org pubmed.gov creativecommons.org opensource.org spdx.org wikipedia.org wikimedia.org \
      nejm.org jamanetwork.com thelancet.com bmj.com nature.com sciencedirect.com cochranelibrary.com \
      uptodate.com medscape.com merckmanuals.com drugs.com nice.org.uk ema.europa.eu europa.eu
      """
      .split(separator: " ").map(String.init)
  )
}
