package assets_test

import (
	"bytes"
	"image/png"
	"os"
	"path/filepath"
	"testing"

	"github.com/pelletier/go-toml/v2"

	"counterfoil/assets"
)

func TestPicturesAreSquareWithClearCorners(t *testing.T) {
	for name, test := range map[string]struct {
		file []byte
		size int
	}{
		"icon":  {assets.Icon, 512},
		"crest": {assets.Crest, 600},
	} {
		picture, err := png.Decode(bytes.NewReader(test.file))
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if size := picture.Bounds().Size(); size.X != test.size || size.Y != test.size {
			t.Errorf("%s is %v; want %d square", name, size, test.size)
		}
		_, _, _, corner := picture.At(0, 0).RGBA()
		_, _, _, middle := picture.At(test.size/2, test.size/2).RGBA()
		if corner != 0 || middle != 0xFFFF {
			t.Errorf("%s: alpha %x in the corner, %x in the middle; want clear and solid", name, corner, middle)
		}
	}
}

func TestTheAppIsPackagedWithTheIcon(t *testing.T) {
	var app struct {
		Details struct{ Icon, Name, ID, Version string }
	}
	text, err := os.ReadFile("../FyneApp.toml")
	if err != nil {
		t.Fatal(err)
	}
	if err := toml.Unmarshal(text, &app); err != nil {
		t.Fatal(err)
	}
	if d := app.Details; d.Name == "" || d.ID == "" || d.Version == "" {
		t.Errorf("FyneApp.toml says %+v; want a name, an ID and a version", d)
	}
	icon, err := os.ReadFile(filepath.Join("..", app.Details.Icon))
	if err != nil || !bytes.Equal(icon, assets.Icon) {
		t.Errorf("FyneApp.toml names the icon %s, %v; want the program's own", app.Details.Icon, err)
	}
}
