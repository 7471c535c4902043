/// The notes of several learners, each said once, with the names of those that it holds for.
struct NotesByLearner {
  private var learners: [String] = []
  private var notes: [(text: String, learners: [String])] = []

  mutating func add(_ texts: [String], of learner: String) {
    learners.append(learner)
    for text in texts {
      if let known = notes.firstIndex(where: { $0.text == text }) {
        notes[known].learners.append(learner)
      } else {
        notes.append((text, [learner]))
      }
    }
  }

  /// What holds for all learners stands as it is; the rest begins with their names.
  var sentences: [String] {
    notes.map { note in
      note.learners.count == learners.count
        ? note.text : note.learners.joined(separator: ", ") + ": " + note.text
    }
  }
}
