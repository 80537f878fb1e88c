package translations_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode"

	"github.com/pelletier/go-toml/v2"
)

// text is an English text that stands in the program.
type text struct {
	english string
	at      string // file and line
	args    int    // that it is given; -1: not known
}

// source is what the program's files say to people.
type source struct {
	texts []text
	loose []text // that look like words and are given to no translation
}

// readSource reads the screens, the documents and the rules.
func readSource(t *testing.T) source {
	t.Helper()
	var s source
	fset := token.NewFileSet()
	root := filepath.Join("..", "..")
	for _, folder := range []string{"ui", "receipts", "ledger"} {
		err := filepath.WalkDir(filepath.Join(root, folder), func(name string, entry fs.DirEntry, err error) error {
			if err == nil && entry.Name() == "testdata" {
				return fs.SkipDir // programs that nobody is given
			}
			if err != nil || entry.IsDir() || !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go") {
				return err
			}
			parsed, err := parser.ParseFile(fset, name, nil, 0)
			if err != nil {
				return err
			}
			within, err := filepath.Rel(root, name)
			f := &file{source: &s, fset: fset, path: filepath.ToSlash(within)}
			if !slices.Contains(inEnglish, f.path) {
				ast.Inspect(parsed, f.visit)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	s.readProfiles(t, filepath.Join(root, "ledger", "layout", "shipped"))
	return s
}

// readProfiles reads the titles of the profiles that come with the program.
func (s *source) readProfiles(t *testing.T, folder string) {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(folder, "*.toml"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no profiles in %s: %v", folder, err)
	}
	for _, name := range files {
		var profile struct{ Title string }
		content, err := os.ReadFile(name)
		if err == nil {
			err = toml.Unmarshal(content, &profile)
		}
		if err != nil {
			t.Fatal(err)
		}
		s.texts = append(s.texts, text{profile.Title, name, -1})
	}
}

// file reads one of the program's files.
type file struct {
	*source
	fset *token.FileSet
	path string
}

// formats are the functions that take a text to translate, and where.
var formats = map[string][]int{
	"phrase.Of": {0}, "phrase.Errorf": {0}, "phrase.Count": {1, 2}, "phrase.Word": {0}, "phrase.Words": nil,
	"errorf": {1}, "invalid": {1}, "NewError": {2}, "ledger.NewError": {2}, "need": {1}, "unavailable": {1},
	"wrong.add": {0}, "c.wrong.add": {0}, "findings.Ask": {1}, "v.findings.Ask": {1}, "v.findings.Add": {2}, "findings.Add": {2}, "f.Add": {2}, "add": {2},
}

// spoken are the types whose constants are shown as words.
var spoken = []string{"phrase.Word", "ledger.Role", "ledger.TenderKind", "billing.Kind", "billing.How"}

// checks are those of them that note the outcome of a check, whose name comes
// first.
var checks = []string{"v.findings.Add", "v.findings.Ask", "findings.Add", "f.Add", "add"}

// methods are those of methods.
var methods = map[string][]int{"T": {0}, "N": {1, 2}, "only": {0}}

// columns are those that make the tables of reports.
var columns = map[string][]int{"col": {1}, "summed": {1}, "r.table": {1, 2}}

// unformatted take a text as it is, with no arguments behind it.
var unformatted = []string{"phrase.Word", "only", "col", "summed", "r.table"}

func (f *file) visit(n ast.Node) bool {
	switch n := n.(type) {
	case *ast.ImportSpec:
		return false
	case *ast.CallExpr:
		return f.call(n)
	case *ast.ValueSpec:
		name := typeName(n.Type)
		if !strings.Contains(name, ".") {
			name = path.Base(path.Dir(f.path)) + "." + name
		}
		if slices.Contains(spoken, name) {
			f.say(n.Values...)
			return false
		}
	case *ast.CompositeLit:
		if strings.HasSuffix(typeName(n.Type), "]phrase.Word") {
			f.words(n)
			return false
		}
	case *ast.KeyValueExpr:
		if typeName(n.Key) == "Menu" {
			f.say(n.Value)
			return false
		}
	case *ast.CaseClause, *ast.BinaryExpr, *ast.BasicLit:
		return f.other(n)
	}
	return true
}

// call collects the texts of a call that translates, and looks into its other
// arguments.
func (f *file) call(call *ast.CallExpr) bool {
	name := typeName(call.Fun)
	at, known := formats[name]
	if !known {
		method := name[strings.LastIndex(name, ".")+1:]
		at, known = methods[method]
	}
	if !known && strings.HasPrefix(f.path, "receipts/report") {
		at, known = columns[name]
	}
	if !known {
		if silent(name) {
			return false
		}
		if format, ok := f.format(call); ok && f.kept(format.english) {
			f.texts = append(f.texts, format)
			for _, arg := range call.Args[1:] {
				ast.Inspect(arg, f.visit)
			}
			return false
		}
		return true
	}
	if at == nil {
		f.say(call.Args...)
		return false
	}
	if slices.Contains(checks, name) {
		english, _ := joined(call.Args[0])
		f.add(call, english, -1)
	}
	for i, arg := range call.Args {
		found := -1
		for _, wanted := range at {
			if i == wanted {
				found = i
			}
		}
		english, constant := constant(arg)
		if found < 0 || !constant {
			ast.Inspect(arg, f.visit)
			continue
		}
		given := len(call.Args) - at[len(at)-1] - 1
		if len(at) == 2 {
			given++ // the count
		}
		if call.Ellipsis.IsValid() || slices.Contains(unformatted, name) || strings.HasSuffix(name, ".only") {
			given = -1
		}
		if len(at) == 2 && !strings.Contains(english, "%") {
			given = 0
		}
		f.add(arg, english, given)
	}
	return false
}

// words collects a table or a list of words, and of lists of words.
func (f *file) words(list *ast.CompositeLit) {
	for _, e := range list.Elts {
		if pair, is := e.(*ast.KeyValueExpr); is {
			e = pair.Value
		}
		if inner, is := e.(*ast.CompositeLit); is {
			f.words(inner)
			continue
		}
		f.say(e)
	}
}

func (f *file) say(all ...ast.Expr) {
	for _, e := range all {
		if english, ok := constant(e); ok {
			f.add(e, english, -1)
		}
	}
}

func (f *file) add(n ast.Node, english string, args int) {
	f.texts = append(f.texts, text{english, f.where(n), args})
}

func (f *file) where(n ast.Node) string {
	return f.path + ":" + strconv.Itoa(f.fset.Position(n.Pos()).Line)
}

// other is a text that no function translates: in the rules it is kept in
// English and retold, on a screen it is forgotten.
func (f *file) other(n ast.Node) bool {
	switch n := n.(type) {
	case *ast.CaseClause:
		for _, s := range n.Body {
			ast.Inspect(s, f.visit)
		}
		return false
	case *ast.BinaryExpr:
		if n.Op == token.EQL || n.Op == token.NEQ {
			return false
		}
		if n.Op == token.ADD {
			english, parts := joined(n)
			if f.kept(english) {
				f.add(n, english, -1)
				for _, part := range parts {
					ast.Inspect(part, f.visit)
				}
				return false
			}
		}
	case *ast.BasicLit:
		english, is := constant(n)
		switch {
		case !is || !looksLikeWords(english):
		case f.kept(english):
			f.add(n, english, -1)
		case strings.HasPrefix(f.path, "ui/"):
			f.loose = append(f.loose, text{english, f.where(n), -1})
		}
	}
	return true
}

// format is the format of fmt.Sprintf and its like.
func (f *file) format(call *ast.CallExpr) (text, bool) {
	name := typeName(call.Fun)
	if name != "fmt.Sprintf" && name != "fmt.Errorf" {
		return text{}, false
	}
	english, ok := constant(call.Args[0])
	return text{english, f.where(call), len(call.Args) - 1}, ok
}

// kept reports whether the text stands in a file whose texts are shown on
// screens though they are put together in English.
func (f *file) kept(english string) bool {
	words := strings.Contains(strings.TrimSpace(english), " ") || f.path == "receipts/reports.go" // whose titles may be one word
	if !looksLikeWords(english) || !words || statement.MatchString(english) {
		return false
	}
	for _, pattern := range retold {
		if fits, _ := path.Match(pattern, f.path); fits {
			return true
		}
	}
	return false
}

// retold are the files whose texts screens show.
var retold = []string{
	"ledger/*.go", "ledger/money/*.go", "ledger/roster/*.go", "ledger/stub/*.go", "ledger/stub/picture/*.go",
	"receipts/report.go", "receipts/reports.go", "receipts/report_acts.go", "receipts/report_money.go", "receipts/report_takings.go", "receipts/printer/*.go",
}

// inEnglish are files that speak to auditors and programmers: what verify,
// restore and the log say, and what is wrong with a file that is edited by hand.
var inEnglish = []string{
	"ledger/journal.go", "ledger/rebuild.go",
	"ledger/mirror_file.go", "ledger/mirror_verify.go", "ledger/seal_check.go", "ledger/migrate.go", "ledger/sqlite.go", "ledger/openfiles.go",
	"ledger/search_store.go", "ledger/restore.go", "ledger/stub/samples.go", "ledger/stub/file.go", "ledger/stub/micr.go", "ledger/city_new.go",
	"ui/findscreen_linux.go", "ui/sound/sound_windows.go",
}

// statement is SQL, or a line of a settings file.
var statement = regexp.MustCompile(`(SELECT|INSERT|UPDATE|DELETE|PRAGMA|CREATE|WHERE|ORDER BY|GROUP BY|LIMIT|BEGIN|BETWEEN|VALUES|coalesce|FROM) |count\(\*\)|IS NULL|<> |= \?|_amount = |^#|^\[\[|, cut_off, |^ AND `)

// silent calls speak to nobody at a screen.
func silent(call string) bool {
	for _, of := range []string{"slog.", "os.", "net.", "filepath.", "strings.", "regexp.", "time.", "template.", "panic"} {
		if call == of || strings.HasSuffix(of, ".") && strings.HasPrefix(call, of) {
			return true
		}
	}
	return strings.HasSuffix(call, ".Format")
}

func looksLikeWords(text string) bool {
	bare := verbs.ReplaceAllString(text, "")
	letters := 0
	for _, r := range bare {
		if unicode.IsLetter(r) {
			letters++
		}
	}
	if letters < 2 || strings.Contains(text, "3:04") || strings.ContainsAny(text, "\t") {
		return false
	}
	start := strings.TrimLeft(text, "“‘(;:,. ")
	if !strings.Contains(strings.TrimSpace(text), " ") {
		return start != "" && unicode.IsUpper([]rune(start)[0]) && !strings.Contains(text, "/")
	}
	return strings.IndexFunc(text, unicode.IsLower) >= 0 || strings.IndexFunc(text, unicode.IsDigit) < 0
}

// joined is a text put together of constants and other parts, as a format.
func joined(e ast.Expr) (english string, parts []ast.Expr) {
	if sum, is := e.(*ast.BinaryExpr); is && sum.Op == token.ADD {
		left, before := joined(sum.X)
		right, after := joined(sum.Y)
		return left + right, append(before, after...)
	}
	if english, ok := constant(e); ok {
		return strings.ReplaceAll(english, "%", "%%"), nil
	}
	return "%s", []ast.Expr{e}
}

func constant(e ast.Expr) (string, bool) {
	switch e := e.(type) {
	case *ast.BasicLit:
		if e.Kind == token.STRING {
			text, err := strconv.Unquote(e.Value)
			return text, err == nil
		}
	case *ast.BinaryExpr:
		left, ok := constant(e.X)
		right, too := constant(e.Y)
		return left + right, ok && too && e.Op == token.ADD
	}
	return "", false
}

// typeName writes a name or a type: words.T, map[]phrase.Word.
func typeName(e ast.Expr) string {
	switch e := e.(type) {
	case *ast.Ident:
		return e.Name
	case *ast.SelectorExpr:
		return typeName(e.X) + "." + e.Sel.Name
	case *ast.ArrayType:
		return "[]" + typeName(e.Elt)
	case *ast.MapType:
		return "[]" + typeName(e.Value)
	case *ast.IndexExpr:
		return typeName(e.X)
	case *ast.CallExpr:
		return typeName(e.Fun) + "()"
	}
	return ""
}
