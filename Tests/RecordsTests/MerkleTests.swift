import Records
import Testing
import Vocabulary

@Suite struct MerkleTests {
  /// Leaves that differ in content and length, the first one empty.
  private func leaves(_ count: Int) -> [[UInt8]] {
    (0..<count).map { index in Array(String(repeating: "leaf \(index) ", count: index % 4).utf8) }
  }

  /// The recursive definition of RFC 6962 §2.1 and §2.1.1, in Python.
  private static let python = """
    import hashlib, sys
    H = lambda b: hashlib.sha256(b).digest()
    def split(n):
        k = 1
        while k * 2 < n: k *= 2
        return k
    def root(d):
        if not d: return H(b'')
        if len(d) == 1: return H(b'\\0' + d[0])
        k = split(len(d))
        return H(b'\\1' + root(d[:k]) + root(d[k:]))
    def path(m, d):
        if len(d) == 1: return []
        k = split(len(d))
        if m < k: return path(m, d[:k]) + [root(d[k:])]
        return path(m - k, d[k:]) + [root(d[:k])]
    def sub(m, d, b):
        if m == len(d): return [] if b else [root(d)]
        k = split(len(d))
        if m <= k: return sub(m, d[:k], b) + [root(d[k:])]
        return sub(m - k, d[k:], False) + [root(d[:k])]
    D = [(('leaf %d ' % i) * (i % 4)).encode() for i in range(20)]
    for n in range(21):
        print('root', n, root(D[:n]).hex())
        for m in range(n):
            print('path', m, n, *[h.hex() for h in path(m, D[:n])])
            if m: print('cons', m, n, *[h.hex() for h in sub(m, D[:n], True)])
    """

  @Test func agreesWithPythonOnRootsAndProofs() throws {
    let folder = try TestFolder()
    let result = folder.run(["python3", "-c", Self.python])
    try #require(result.status == 0)
    let all = leaves(20)
    let tree = MerkleTree(leaves: all)
    var accumulators = [MerkleAccumulator()]
    for leaf in all {
      var next = accumulators[accumulators.count - 1]
      next.append(leaf)
      accumulators.append(next)
    }
    var lines = 0
    for line in result.output.split(separator: "\n") {
      lines += 1
      let words = line.split(separator: " ").map(String.init)
      let one = try #require(Int64(words[1]))
      if words[0] == "root" {
        #expect(tree.root(size: one)?.hex == words[2])
        #expect(accumulators[Int(one)].root.hex == words[2])
        continue
      }
      let size = try #require(Int64(words[2]))
      let expected = words.dropFirst(3).map { $0 }
      let proof =
        words[0] == "path"
        ? tree.inclusionProof(index: one, size: size) : tree.consistencyProof(from: one, to: size)
      #expect(proof?.map(\.hex) == expected)
    }
    #expect(lines == 21 + 210 + 190)
  }

  @Test func verifiesEveryInclusionProofAndNoOther() throws {
    let tree = MerkleTree(leaves: leaves(20))
    for size in Int64(1)...20 {
      let root = try #require(tree.root(size: size))
      for index in 0..<size {
        let leaf = try #require(tree.leafHash(at: index))
        let proof = try #require(tree.inclusionProof(index: index, size: size))
        func holds(_ leaf: Digest256, _ index: Int64, _ size: Int64, _ proof: [Digest256]) -> Bool {
          Merkle.verifyInclusion(leaf: leaf, index: index, size: size, proof: proof, root: root)
        }
        #expect(holds(leaf, index, size, proof))
        #expect(!holds(Merkle.leaf([9]), index, size, proof))
        #expect(!holds(leaf, index + size, size, proof))
        #expect(!holds(leaf, index, size, proof + [root]))
        if size > 1 {
          #expect(!holds(leaf, (index + 1) % size, size, proof))
          #expect(!holds(leaf, index, size, Array(proof.dropLast())))
        }
      }
    }
  }

  @Test func verifiesEveryConsistencyProofAndNoOther() throws {
    let tree = MerkleTree(leaves: leaves(20))
    for new in Int64(0)...20 {
      for old in 0...new {
        let oldRoot = try #require(tree.root(size: old))
        let newRoot = try #require(tree.root(size: new))
        let proof = try #require(tree.consistencyProof(from: old, to: new))
        func holds(_ oldRoot: Digest256, _ newRoot: Digest256, _ proof: [Digest256]) -> Bool {
          Merkle.verifyConsistency(
            oldSize: old,
            newSize: new,
            oldRoot: oldRoot,
            newRoot: newRoot,
            proof: proof
          )
        }
        let other = Merkle.leaf([7])
        #expect(holds(oldRoot, newRoot, proof))
        #expect(!holds(other, newRoot, proof))
        if old > 0 { #expect(!holds(oldRoot, other, proof)) }
        #expect(!holds(oldRoot, newRoot, proof + [other]))
      }
    }
  }

  @Test func asksForNothingOutsideTheTree() {
    let tree = MerkleTree(leaves: leaves(3))
    #expect(tree.inclusionProof(index: 3, size: 3) == nil)
    #expect(tree.inclusionProof(index: 0, size: 4) == nil)
    #expect(tree.consistencyProof(from: 3, to: 4) == nil)
    #expect(tree.root(size: 4) == nil)
    #expect(MerkleTree().root == Merkle.emptyRoot)
  }
}
