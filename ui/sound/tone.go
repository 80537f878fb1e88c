//go:build unix && !darwin

package sound

import "math"

const samplesPerSecond = 16000

// tone is two notes, the lower one last, as samples of 8 bits: what a till
// says when it takes something not.
func tone() []byte {
	const seconds, loud = 0.12, 70
	var samples []byte
	for _, hertz := range []float64{660, 440} {
		count := int(seconds * samplesPerSecond)
		for i := range count {
			at := float64(i) / samplesPerSecond
			swell := math.Sin(math.Pi * float64(i) / float64(count)) // from and to silence, or it clicks
			samples = append(samples, byte(128+loud*swell*math.Sin(2*math.Pi*hertz*at)))
		}
	}
	return samples
}
