package syntax

// Simplify gives an equivalent tree without counted repetitions.
func (re *Regexp) Simplify() *Regexp {
	if re == nil {
		return nil
	}
	switch re.Op {
	case OpCapture, OpConcat, OpAlternate:
		changed := re
		for i, sub := range re.Sub {
			s := sub.Simplify()
			if s != sub && changed == re {
				c := *re
				c.Sub = append([]*Regexp(nil), re.Sub...)
				c.Rune = nil
				changed = &c
			}
			changed.Sub[i] = s
		}
		return changed
	case OpStar, OpPlus, OpQuest:
		return again(re.Op, re.Flags, re.Sub[0].Simplify(), re)
	case OpRepeat:
		return re.expand()
	}
	return re
}

// again repeats a simple tree. Repeating what repeats already needs no second repetition. If re is such a node, it is used.
func again(op Op, flags Flags, sub, re *Regexp) *Regexp {
	if sub.Op == OpEmptyMatch {
		return sub
	}
	if op == sub.Op && flags&NonGreedy == sub.Flags&NonGreedy {
		return sub
	}
	if re != nil && re.Op == op && re.Flags&NonGreedy == flags&NonGreedy && sub == re.Sub[0] {
		return re
	}
	re = &Regexp{Op: op, Flags: flags}
	re.Sub0[0] = sub
	re.Sub = re.Sub0[:1]
	return re
}

// expand writes a counted repetition out.
func (re *Regexp) expand() *Regexp {
	if re.Min == 0 && re.Max == 0 {
		return &Regexp{Op: OpEmptyMatch}
	}
	sub := re.Sub[0].Simplify()
	if re.Max == -1 {
		switch re.Min {
		case 0:
			return again(OpStar, re.Flags, sub, nil)
		case 1:
			return again(OpPlus, re.Flags, sub, nil)
		}
		all := &Regexp{Op: OpConcat}
		for range re.Min - 1 {
			all.Sub = append(all.Sub, sub)
		}
		all.Sub = append(all.Sub, again(OpPlus, re.Flags, sub, nil))
		return all
	}
	if re.Min == 1 && re.Max == 1 {
		return sub
	}
	// The optional part nests: x{2,4} is xx(x(x)?)?, so that matching gives up at the first that fails.
	var tail *Regexp
	if re.Max > re.Min {
		tail = again(OpQuest, re.Flags, sub, nil)
		for i := re.Min + 1; i < re.Max; i++ {
			tail = again(OpQuest, re.Flags, &Regexp{Op: OpConcat, Sub: []*Regexp{sub, tail}}, nil)
		}
	}
	if re.Min == 0 {
		if tail == nil {
			return &Regexp{Op: OpNoMatch}
		}
		return tail
	}
	all := &Regexp{Op: OpConcat}
	for range re.Min {
		all.Sub = append(all.Sub, sub)
	}
	if tail != nil {
		all.Sub = append(all.Sub, tail)
	}
	return all
}
