package main

import (
	"context"
	"errors"
	"fmt"
	"time"
)

type ctxKey string

func main() {
	ctx, cancel := context.WithCancel(context.WithValue(context.Background(), ctxKey("k"), "v"))
	done := make(chan error)
	go func() {
		<-ctx.Done()
		done <- ctx.Err()
	}()
	fmt.Println(ctx.Value(ctxKey("k")), ctx.Value("k"), ctx.Err())
	cancel()
	fmt.Println(<-done, errors.Is(ctx.Err(), context.Canceled))
	tctx, cancel2 := context.WithTimeout(context.Background(), 5*time.Millisecond)
	defer cancel2()
	select {
	case <-tctx.Done():
		fmt.Println(tctx.Err())
	case <-time.After(5 * time.Second):
		fmt.Println("late")
	}
	cctx, cancel3 := context.WithCancelCause(ctx)
	cancel3(errors.New("why"))
	fmt.Println(cctx.Err(), context.Cause(cctx))
	fmt.Println(context.Background(), context.TODO())
}
