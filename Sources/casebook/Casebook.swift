import CLI

@main
enum Casebook {
  static func main() {
    CasebookProgram.main()
  }
}
