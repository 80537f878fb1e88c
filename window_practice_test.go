//go:build window

package main_test

import (
	"path/filepath"

	"counterfoil/ledger"
)

// practice is the training counter beside the real one, with the help and the
// display of both.
func practice(w *window) {
	stub := shortStubs(w.T)[0]
	w.makeCity()
	w.open()
	w.keys("<F10>")
	w.awaitTitle("Counterfoil TRAINING")
	if w.view.language == "es" {
		w.keys("<F2>") // it begins in the city's language
	}
	w.shoot("practice-sign-in")
	trainee := ledger.Trainees()[0]
	w.keys(trainee.Name, "<Return>", trainee.Secret, "<Return>", "150", "<Return>")
	w.paysCash(stub.Scan)
	w.awaitFile("training/receipts/*.pdf")
	w.shoot("practice-receipt")
	w.keys("<F1>")
	w.shoot("practice-help")
	w.keys("<alt+F4>")
	w.awaitTitle("Counterfoil")

	w.signIn("maria")
	w.keys("150", "<Return>", "<F1>")
	w.shoot("help")
	w.keys(map[string]string{"en": "returned", "es": "devuelto"}[w.view.language])
	w.shoot("help-search")
	w.keys("<F6>")
	w.awaitFile("receipts/counter-card-" + w.view.language + ".pdf")
	w.keys("<F1>", "<F8>", "2")
	w.shoot("display-dark")
	w.keys("<Tab>", "4")
	w.shoot("display-larger")
	w.keys("<Return>")
	w.shoot("display-kept")

	l := w.mustQuit()
	if wants, err := l.Preferences("maria"); err != nil || wants.Theme != "dark" || wants.TextPercent != 175 {
		w.Errorf("maria wants %+v, %v", wants, err)
	}
	if _, err := l.Receipt("C1-000001"); ledger.CodeOf(err) != ledger.NotFound {
		w.Errorf("what was practiced is in the real ledger: %v", err)
	}
	if matches, err := filepath.Glob(filepath.Join(w.data, "training", "exports", "*")); err != nil || len(matches) > 0 {
		w.Errorf("%v, %v", matches, err)
	}
	training, err := ledger.Open(ledger.Folder(w.data).Training())
	if err != nil {
		w.Fatal(err)
	}
	defer training.Close()
	if r, err := training.Receipt("1"); err != nil || r.Total != stub.AmountDue || r.Station != "TRAIN-C1" {
		w.Errorf("%+v, %v", r, err)
	}
}
