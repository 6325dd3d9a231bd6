;; The letterbox's inner loops with 128-bit vectors: three to five times as fast as JavaScript, and the same bits.
;; generate-kernels.mjs turns this file into letterbox-binary.ts.
(module
  (import "host" "memory" (memory 1))

  ;; One source row to the target's columns, in OpenCV's fixed point (HResizeLinear), already shifted by the four bits that its
  ;; vertical pass drops.
  ;;   row      bytes of the source row: three channels, and one byte to spare
  ;;   columns  for each target pixel three i32: offset of the first tap, of the second, and both weights as i16
  ;;   count    target pixels
  ;;   into     count * 3 i16, and one to spare
  (func (export "interpolateRow") (param $row i32) (param $columns i32) (param $count i32) (param $into i32)
    (local $end i32)
    (local.set $end (i32.add (local.get $columns) (i32.mul (local.get $count) (i32.const 12))))
    (loop $pixel
      (v128.store64_lane 0
        (local.get $into)
        (i16x8.narrow_i32x4_s
          (i32x4.shr_u
            ;; Both taps of a channel side by side, so that one instruction weighs and adds them.
            (i32x4.dot_i16x8_s
              (i16x8.extend_low_i8x16_u
                (i8x16.shuffle 0 16 1 17 2 18 3 19 0 0 0 0 0 0 0 0
                  (v128.load32_zero (i32.add (local.get $row) (i32.load (local.get $columns))))
                  (v128.load32_zero (i32.add (local.get $row) (i32.load offset=4 (local.get $columns))))))
              (v128.load32_splat offset=8 (local.get $columns)))
            (i32.const 4))
          (v128.const i32x4 0 0 0 0)))
      (local.set $into (i32.add (local.get $into) (i32.const 6)))
      (local.set $columns (i32.add (local.get $columns) (i32.const 12)))
      (br_if $pixel (i32.lt_u (local.get $columns) (local.get $end)))))

  ;; Two interpolated rows to one of bytes (VResizeLinear): ((upper * w0 >> 16) + (lower * w1 >> 16) + 2) >> 2.
  ;;   count  values; eight at a time are read and written
  (func (export "blendRows")
    (param $upper i32) (param $lower i32) (param $upperWeight i32) (param $lowerWeight i32) (param $into i32) (param $count i32)
    (local $end i32) (local $u v128) (local $l v128) (local $uw v128) (local $lw v128) (local $sums v128)
    (local.set $end (i32.add (local.get $into) (local.get $count)))
    (local.set $uw (i16x8.splat (local.get $upperWeight)))
    (local.set $lw (i16x8.splat (local.get $lowerWeight)))
    (loop $values
      (local.set $u (v128.load (local.get $upper)))
      (local.set $l (v128.load (local.get $lower)))
      (local.set $sums
        (i16x8.narrow_i32x4_s
          (i32x4.add
            (i32x4.shr_s (i32x4.extmul_low_i16x8_s (local.get $u) (local.get $uw)) (i32.const 16))
            (i32x4.shr_s (i32x4.extmul_low_i16x8_s (local.get $l) (local.get $lw)) (i32.const 16)))
          (i32x4.add
            (i32x4.shr_s (i32x4.extmul_high_i16x8_s (local.get $u) (local.get $uw)) (i32.const 16))
            (i32x4.shr_s (i32x4.extmul_high_i16x8_s (local.get $l) (local.get $lw)) (i32.const 16)))))
      (local.set $sums (i16x8.shr_s (i16x8.add (local.get $sums) (i16x8.splat (i32.const 2))) (i32.const 2)))
      (v128.store64_lane 0 (local.get $into) (i8x16.narrow_i16x8_u (local.get $sums) (local.get $sums)))
      (local.set $upper (i32.add (local.get $upper) (i32.const 16)))
      (local.set $lower (i32.add (local.get $lower) (i32.const 16)))
      (local.set $into (i32.add (local.get $into) (i32.const 8)))
      (br_if $values (i32.lt_u (local.get $into) (local.get $end)))))

  ;; A row of interleaved bytes to three planes of floats, each byte divided by 255.
  ;;   row    bytes, and four to spare
  ;;   count  pixels, a multiple of four
  (func (export "toPlanes") (param $row i32) (param $count i32) (param $red i32) (param $green i32) (param $blue i32)
    (local $end i32) (local $bytes v128) (local $whole v128)
    (local.set $end (i32.add (local.get $red) (i32.mul (local.get $count) (i32.const 4))))
    (local.set $whole (f32x4.splat (f32.const 255)))
    (loop $pixels
      (local.set $bytes (v128.load (local.get $row)))
      (v128.store (local.get $red)
        (f32x4.div
          (f32x4.convert_i32x4_u
            (i8x16.shuffle 0 16 16 16 3 16 16 16 6 16 16 16 9 16 16 16
              (local.get $bytes) (v128.const i32x4 0 0 0 0)))
          (local.get $whole)))
      (v128.store (local.get $green)
        (f32x4.div
          (f32x4.convert_i32x4_u
            (i8x16.shuffle 1 16 16 16 4 16 16 16 7 16 16 16 10 16 16 16
              (local.get $bytes) (v128.const i32x4 0 0 0 0)))
          (local.get $whole)))
      (v128.store (local.get $blue)
        (f32x4.div
          (f32x4.convert_i32x4_u
            (i8x16.shuffle 2 16 16 16 5 16 16 16 8 16 16 16 11 16 16 16
              (local.get $bytes) (v128.const i32x4 0 0 0 0)))
          (local.get $whole)))
      (local.set $row (i32.add (local.get $row) (i32.const 12)))
      (local.set $red (i32.add (local.get $red) (i32.const 16)))
      (local.set $green (i32.add (local.get $green) (i32.const 16)))
      (local.set $blue (i32.add (local.get $blue) (i32.const 16)))
      (br_if $pixels (i32.lt_u (local.get $red) (local.get $end))))))
