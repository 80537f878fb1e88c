package ledger

import "strings"

// A training ledger is one to practice on, made so for its whole life. Its
// station has a code that no real one can have, so that each of its entries,
// receipt numbers, files and documents shows what it is, and its mirror never
// stands in for the real station's.
const trainingPrefix = "TRAIN-"

// TrainingStation is the station of a training ledger that is made with the
// settings of a real one.
func TrainingStation(station string) string { return trainingPrefix + station }

// IsTraining tells the station of a training ledger by its code, like TRAIN-C1.
func IsTraining(station string) bool { return strings.HasPrefix(station, trainingPrefix) }

// forTraining is the city of a training ledger. It keeps no mirror and no
// backups, and leaves the scanner's folder of bills to the real counter.
func (c City) forTraining() City {
	c.Training = true
	c.Station = TrainingStation(c.Station)
	c.Mirror, c.Backup, c.Bills.Watch = MirrorPlace{}, BackupPlace{}, ""
	return c
}

// cityOf makes settings those of this ledger: of a training ledger, city.toml
// knows nothing.
func (s *store) cityOf(c City) (City, error) {
	station, err := s.setting("station")
	if err == nil && IsTraining(station) {
		c = c.forTraining()
	}
	return c, err
}
