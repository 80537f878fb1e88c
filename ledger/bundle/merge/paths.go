package merge

import (
	"os"
	"path/filepath"
	"strings"
)

// BundlesIn lists the paths with each folder among them replaced by the bundles
// in it. A path that cannot be read stays, for Merge to set aside and name.
func BundlesIn(paths []string) ([]string, error) {
	var all []string
	for _, path := range paths {
		info, err := os.Stat(path)
		if err != nil || !info.IsDir() {
			all = append(all, path)
			continue
		}
		for _, pattern := range []string{"*.zip", "*.zip.age"} {
			found, err := filepath.Glob(filepath.Join(path, pattern))
			if err != nil {
				return nil, err
			}
			for _, file := range found { // pictures of bills are not payments
				if !strings.HasSuffix(strings.TrimSuffix(file, ".age"), "_copies.zip") {
					all = append(all, file)
				}
			}
		}
	}
	return all, nil
}
