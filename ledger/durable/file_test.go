package durable_test

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/iotest"

	"counterfoil/ledger/durable"
)

func TestWriteFileReplacesWholeOrNotAtAll(t *testing.T) {
	path := filepath.Join(t.TempDir(), "receipt.pdf")
	if err := durable.WriteFile(path, strings.NewReader("first"), 0o600); err != nil {
		t.Fatal(err)
	}
	broken := io.MultiReader(strings.NewReader("half"), iotest.ErrReader(errors.New("stick pulled")))
	if err := durable.WriteFile(path, broken, 0o600); err == nil {
		t.Fatal("a broken source was written without an error")
	}
	text, err := os.ReadFile(path)
	if err != nil || string(text) != "first" {
		t.Fatalf("after a failed write the file holds %q, %v", text, err)
	}
	if names, _ := os.ReadDir(filepath.Dir(path)); len(names) != 1 {
		t.Fatalf("temporary files were left: %v", names)
	}
	if info, _ := os.Stat(path); info.Mode().Perm() != 0o600 {
		t.Fatalf("permissions are %v", info.Mode())
	}
}

func TestSameDisk(t *testing.T) {
	folder := t.TempDir()
	if same, err := durable.SameDisk(folder, filepath.Dir(folder)); err != nil || !same {
		t.Errorf("a folder and the one around it: %v, %v", same, err)
	}
	if _, err := durable.SameDisk(folder, filepath.Join(folder, "missing")); err == nil {
		t.Error("a folder that is not there has a disk")
	}
}
