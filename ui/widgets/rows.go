package widgets

// Rows are what a table shows. It asks only for those in sight.
type Rows[Row any] interface {
	Len() int
	At(index int) Row
}

// slice is rows that are all in memory.
type slice[Row any] []Row

func (s slice[Row]) Len() int         { return len(s) }
func (s slice[Row]) At(index int) Row { return s[index] }

// Pages are the rows of a list too long to hold: they are fetched a page at a
// time, and only the pages last looked at stay in memory.
type Pages[Row any] struct {
	// Count is how many rows the list has. It may grow at the end.
	Count func() int
	// Fetch reads up to count rows from an index on.
	Fetch func(from, count int) ([]Row, error)
	// OnError hears of a page that cannot be read; its rows are empty.
	OnError func(error)

	kept []page[Row] // the one last looked at first
}

type page[Row any] struct {
	number int
	rows   []Row
}

const (
	rowsAPage = 64
	pagesKept = 4 // the rows in sight, and where the selected one stands
)

// Len implements Rows.
func (p *Pages[Row]) Len() int { return p.Count() }

// At implements Rows.
func (p *Pages[Row]) At(index int) Row {
	rows := p.page(index / rowsAPage)
	if at := index % rowsAPage; at < len(rows) {
		return rows[at]
	}
	var none Row
	return none
}

// Forget has every page fetched again.
func (p *Pages[Row]) Forget() { p.kept = nil }

// page returns the rows of a page, and fetches it when it is not kept or has
// grown since.
func (p *Pages[Row]) page(number int) []Row {
	from := number * rowsAPage
	count := min(rowsAPage, p.Count()-from)
	for i, kept := range p.kept {
		if kept.number != number {
			continue
		}
		copy(p.kept[1:i+1], p.kept[:i])
		p.kept[0] = kept
		if len(kept.rows) >= count {
			return kept.rows
		}
		p.kept = p.kept[1:]
		break
	}
	rows, err := p.Fetch(from, count)
	if err != nil && p.OnError != nil {
		p.OnError(err)
	}
	for len(rows) < count { // one that cannot be read is not asked for again and again
		var none Row
		rows = append(rows, none)
	}
	p.kept = append([]page[Row]{{number, rows}}, p.kept[:min(len(p.kept), pagesKept-1)]...)
	return rows
}
